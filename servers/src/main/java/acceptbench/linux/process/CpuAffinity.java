package acceptbench.linux.process;

import static acceptbench.linux.ErrnoException.check;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import acceptbench.linux.ErrnoException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;

/// On which CPUs the calling thread may run; threads and processes that it starts inherit that
/// (sched(7)).
public final class CpuAffinity {
  /// 1,024 CPUs, the size of glibc's `cpu_set_t`.
  private static final int MASK_BYTES = 128;

  private CpuAffinity() {}

  public static BitSet get() throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mask = arena.allocate(MASK_BYTES, 8);
      check(SchedulingCalls.schedGetaffinity(0, MASK_BYTES, mask), "sched_getaffinity()");
      return BitSet.valueOf(mask.toArray(JAVA_LONG));
    }
  }

  public static void set(BitSet cpus) throws ErrnoException {
    set(0, cpus);
  }

  /// The same for another thread of this process, 0 being the calling one.
  static void set(int thread, BitSet cpus) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mask = arena.allocate(MASK_BYTES, 8);
      long[] words = cpus.toLongArray();
      if (words.length * 8 > MASK_BYTES) throw new IllegalArgumentException("CPUs " + cpus);
      MemorySegment.copy(words, 0, mask, JAVA_LONG, 0, words.length);
      check(
          SchedulingCalls.schedSetaffinity(thread, MASK_BYTES, mask),
          "sched_setaffinity(CPUs %s)",
          cpus);
    }
  }
}
