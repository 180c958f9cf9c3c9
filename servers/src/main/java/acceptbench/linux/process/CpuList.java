package acceptbench.linux.process;

import java.util.BitSet;
import java.util.Optional;
import java.util.StringJoiner;

/// Sets of CPUs in the kernel's list format, `0-3,5` (cpuset(7)).
public final class CpuList {
  private static final int MOST = 1024;

  private CpuList() {}

  /// Empty where the text is no such list; the empty list is one.
  public static Optional<BitSet> parse(String text) {
    BitSet cpus = new BitSet();
    if (text.isEmpty()) return Optional.of(cpus);
    for (String part : text.split(",", -1)) {
      if (!part.matches("\\d{1,4}(-\\d{1,4})?")) return Optional.empty();
      String[] ends = part.split("-", -1);
      int first = Integer.parseInt(ends[0]);
      int last = Integer.parseInt(ends[ends.length - 1]);
      if (first > last || last >= MOST) return Optional.empty();
      cpus.set(first, last + 1);
    }
    return Optional.of(cpus);
  }

  public static String format(BitSet cpus) {
    StringJoiner list = new StringJoiner(",");
    for (int first = cpus.nextSetBit(0); first >= 0; ) {
      int last = cpus.nextClearBit(first) - 1;
      list.add(first == last ? "" + first : first + "-" + last);
      first = cpus.nextSetBit(last + 1);
    }
    return list.toString();
  }
}
