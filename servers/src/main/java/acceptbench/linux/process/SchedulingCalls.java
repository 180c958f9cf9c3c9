package acceptbench.linux.process;

import static acceptbench.linux.Downcalls.callState;
import static acceptbench.linux.Downcalls.find;
import static acceptbench.linux.Downcalls.impossible;
import static acceptbench.linux.Downcalls.orNegatedErrno;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The C library's functions that decide where threads run and how much, in the style of
/// [acceptbench.linux.Libc].
final class SchedulingCalls {
  private static final MethodHandle SCHED_SETAFFINITY =
      find("sched_setaffinity", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
  private static final MethodHandle SCHED_GETAFFINITY =
      find("sched_getaffinity", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
  private static final MethodHandle SETPRIORITY =
      find("setpriority", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));

  private SchedulingCalls() {}

  /// sched_setaffinity(2).
  static int schedSetaffinity(int thread, long length, MemorySegment mask) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno(
          (int) SCHED_SETAFFINITY.invokeExact(state, thread, length, mask), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// setpriority(2).
  static int setpriority(int which, int who, int nice) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno((int) SETPRIORITY.invokeExact(state, which, who, nice), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// sched_getaffinity(2), as glibc has it: 0 on success.
  static int schedGetaffinity(int thread, long length, MemorySegment mask) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno(
          (int) SCHED_GETAFFINITY.invokeExact(state, thread, length, mask), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }
}
