package acceptbench.linux.process;

import static acceptbench.linux.Downcalls.callState;
import static acceptbench.linux.Downcalls.findVariadic;
import static acceptbench.linux.Downcalls.impossible;
import static acceptbench.linux.Downcalls.orNegatedErrno;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// A descriptor that stands for a process. It becomes readable when the process ends, and gives
/// duplicates of the process's own descriptors.
///
/// The numbers of the calls are the same on x86_64 and aarch64
/// (`include/uapi/asm-generic/unistd.h`); glibc before 2.36 has no functions of their names.
public final class Pidfd {
  private static final long SYS_PIDFD_OPEN = 434;
  private static final long SYS_PIDFD_GETFD = 438;

  private static final MethodHandle SYSCALL =
      findVariadic(
          "syscall", 1, FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT));

  private Pidfd() {}

  /// A descriptor of ours that means the same open file as one of another process (pidfd_getfd(2),
  /// Linux 5.6). Who asks for it closes it.
  ///
  /// @throws ErrnoException where there is no such process or descriptor, or no right to trace that
  ///     process (EPERM), which one has to one's own children unless they are another user's
  public static int duplicate(long pid, int fd) throws ErrnoException {
    int process = ErrnoException.check(open((int) pid), "pidfd_open(%d)", pid);
    try {
      return ErrnoException.check(
          call(SYS_PIDFD_GETFD, process, fd), "pidfd_getfd(process %d, fd %d)", pid, fd);
    } finally {
      Libc.close(process);
    }
  }

  /// pidfd_open(2), Linux 5.3: the descriptor, or the negated errno.
  static int open(int pid) {
    return call(SYS_PIDFD_OPEN, pid, 0);
  }

  /// Both calls end with flags, which have to be 0 in the one and are 0 in the other.
  private static int call(long number, int first, int second) {
    MemorySegment state = callState();
    try {
      return (int)
          orNegatedErrno((long) SYSCALL.invokeExact(state, number, first, second, 0), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }
}
