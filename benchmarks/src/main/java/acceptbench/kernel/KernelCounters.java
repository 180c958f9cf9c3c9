package acceptbench.kernel;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/// The counters of a network namespace at one moment, or what they grew by between two:
/// `after.minus(before).get("ListenOverflows")`.
///
/// Names are the kernel's own. A counter of `TcpExt` or `Tcp` goes by its bare name
/// (`ListenOverflows`, `OutRsts`), where both have one `TcpExt`'s is meant; any counter goes by its
/// group and name in one word, as `nstat` prints it (`TcpExtListenOverflows`, `TcpOutRsts`,
/// `IpExtInOctets`).
///
/// A counter that this kernel does not have was not measured: it is NaN or empty here, never 0.
/// Immutable.
public final class KernelCounters {
  private final CounterLayout layout;
  private final long[] values;

  KernelCounters(CounterLayout layout, long[] values) {
    this.layout = layout;
    this.values = values;
  }

  /// The count, exact up to 2^53, or NaN where this kernel has no such counter.
  public double get(String name) {
    int index = layout.indexOf(name);
    return index < 0 ? Double.NaN : values[index];
  }

  /// The count, or empty where this kernel has no such counter.
  public OptionalLong find(String name) {
    int index = layout.indexOf(name);
    return index < 0 ? OptionalLong.empty() : OptionalLong.of(values[index]);
  }

  /// What each counter grew by since an earlier snapshot of the same namespace, also where it
  /// passed 2^64 meanwhile. A counter that only one of the two has is left out.
  public KernelCounters minus(KernelCounters before) {
    if (before.layout.equals(layout)) {
      long[] growth = new long[values.length];
      Arrays.setAll(growth, i -> values[i] - before.values[i]);
      return new KernelCounters(layout, growth);
    }
    Map<String, Long> growth = new LinkedHashMap<>();
    layout.forEach(
        (name, index) -> before.find(name).ifPresent(old -> growth.put(name, values[index] - old)));
    return new KernelCounters(
        new CounterLayout(growth.keySet()),
        growth.values().stream().mapToLong(Long::longValue).toArray());
  }

  /// Every counter that is not 0, by its full name and in the kernel's order.
  public Map<String, Long> nonZero() {
    Map<String, Long> moved = new LinkedHashMap<>();
    layout.forEach(
        (name, index) -> {
          if (values[index] != 0) moved.put(name, values[index]);
        });
    return moved;
  }

  /// The same counts at the same names.
  @Override
  public boolean equals(Object other) {
    return other instanceof KernelCounters that
        && that.layout.equals(layout)
        && Arrays.equals(that.values, values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return nonZero().toString();
  }
}
