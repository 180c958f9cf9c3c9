package acceptbench.linux.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import acceptbench.linux.Downcalls;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// CPU time spent by a thread or a process, user and system together, in nanoseconds
/// (clock_gettime(2), clock_getcpuclockid(3)). A reading costs a system call, about 100 ns.
public final class CpuClock {
  private static final int CLOCK_THREAD_CPUTIME_ID = 3;
  private static final int PROCESS_SCHEDULER_CLOCK = 2;
  private static final MethodHandle CLOCK_GETTIME =
      Downcalls.findShort("clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));

  private CpuClock() {}

  /// What the calling thread has spent; in a virtual thread, what its carrier has.
  public static long threadNanos() {
    return read(CLOCK_THREAD_CPUTIME_ID);
  }

  /// What all threads of a process have spent, including those that ended, but not its children.
  ///
  /// @return -1 where there is no such process
  public static long processNanos(long pid) {
    // include/linux/posix-timers_types.h: the inverted pid, and in 3 bits what is meant by it.
    return read((int) (~pid << 3) | PROCESS_SCHEDULER_CLOCK);
  }

  private static long read(int clock) {
    // A heap array and no captured errno: a virtual thread has nothing to allocate natively first.
    long[] time = new long[2];
    try {
      int result = (int) CLOCK_GETTIME.invokeExact(clock, MemorySegment.ofArray(time));
      return result == 0 ? time[0] * 1_000_000_000 + time[1] : -1;
    } catch (Throwable e) {
      throw Downcalls.impossible(e);
    }
  }
}
