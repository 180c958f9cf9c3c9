package acceptbench.linux;

import static acceptbench.linux.Downcalls.callState;
import static acceptbench.linux.Downcalls.find;
import static acceptbench.linux.Downcalls.findWithoutErrno;
import static acceptbench.linux.Downcalls.impossible;
import static acceptbench.linux.Downcalls.orNegatedErrno;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The C library's functions for waiting on descriptors, in the style of [Libc].
final class EventCalls {
  private static final MethodHandle EPOLL_CREATE1 =
      find("epoll_create1", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle EPOLL_CTL =
      find("epoll_ctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
  private static final FunctionDescriptor WAIT =
      FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);

  /// The linker makes a view of [Downcalls#callState] for each call that tells errno.
  /// Whether it is left on the heap depends on what the compiler has inlined. This call needs no
  /// errno as long as it succeeds, and can be made again.
  private static final MethodHandle EPOLL_WAIT = findWithoutErrno("epoll_wait", WAIT);

  private static final MethodHandle EPOLL_WAIT_ERRNO = find("epoll_wait", WAIT);
  private static final MethodHandle EVENTFD =
      find("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

  private EventCalls() {}

  /// epoll_create1(2).
  static int epollCreate1(int flags) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno((int) EPOLL_CREATE1.invokeExact(state, flags), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// epoll_ctl(2).
  static int epollCtl(int epollFd, int operation, int fd, MemorySegment event) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno(
          (int) EPOLL_CTL.invokeExact(state, epollFd, operation, fd, event), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// epoll_wait(2). If it fails, it is called again for its errno, without waiting: after a signal
  /// there may be events by then.
  static int epollWait(int epollFd, MemorySegment events, int capacity, int timeoutMillis) {
    try {
      int ready = (int) EPOLL_WAIT.invokeExact(epollFd, events, capacity, timeoutMillis);
      if (ready != -1) return ready;
      MemorySegment state = callState();
      return orNegatedErrno(
          (int) EPOLL_WAIT_ERRNO.invokeExact(state, epollFd, events, capacity, 0), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// eventfd(2).
  static int eventfd(int initial, int flags) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno((int) EVENTFD.invokeExact(state, initial, flags), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }
}
