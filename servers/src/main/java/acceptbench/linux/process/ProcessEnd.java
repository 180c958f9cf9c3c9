package acceptbench.linux.process;

import acceptbench.linux.Epoll;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.EventFd;
import acceptbench.linux.Libc;
import java.time.Duration;
import java.util.Optional;

/// Waits for the end of a process that is not a child of this one, without polling.
///
/// [ProcessHandle#onExit] polls such a process, at intervals that grow to 5 s (ProcessHandleImpl,
/// JDK 25). A [Pidfd] becomes readable at once.
final class ProcessEnd {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private static final int FOR_EVER = -1;

  private static final int SIGNALLED = 0;
  private static final int ENDED = 1;

  private ProcessEnd() {}

  /// Returns when the process has ended, immediately if there is none. A zombie, which has ended
  /// and which nobody has waited for, counts as ended.
  static void await(long pid) throws ErrnoException, InterruptedException {
    while (!await(pid, FOR_EVER)) Thread.onSpinWait();
  }

  /// The same until somebody signals that it no longer matters.
  ///
  /// @return whether the process has ended; false where the signal came first
  static boolean awaitUnless(long pid, EventFd signalled)
      throws ErrnoException, InterruptedException {
    int fd = Pidfd.open((int) pid);
    if (fd < 0) {
      // An old kernel, or a filter: nobody is in a hurry there.
      await(pid);
      return true;
    }
    try (Epoll epoll = new Epoll(1)) {
      epoll.add(signalled.fd(), Epoll.EPOLLIN, SIGNALLED);
      epoll.add(fd, Epoll.EPOLLIN, ENDED);
      while (epoll.await(FOR_EVER) == 0) Thread.onSpinWait();
      return epoll.data(0) == ENDED;
    } finally {
      Libc.close(fd);
    }
  }

  /// The same with a limit.
  ///
  /// @param timeoutMillis how long to wait; -1 waits without end
  /// @return whether it has ended; false too where a signal ended the wait early
  static boolean await(long pid, int timeoutMillis) throws ErrnoException, InterruptedException {
    int fd = Pidfd.open((int) pid);
    if (fd < 0) {
      // ESRCH: it is gone. Anything else: an old kernel, or a filter that forbids the call.
      if (isAlive(pid)) Thread.sleep(LOOK_AGAIN);
      return !isAlive(pid);
    }
    try (Epoll epoll = new Epoll(1)) {
      epoll.add(fd, Epoll.EPOLLIN, 0);
      return epoll.await(timeoutMillis) > 0;
    } finally {
      Libc.close(fd);
    }
  }

  private static boolean isAlive(long pid) {
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    return process.isPresent() && process.get().isAlive();
  }
}
