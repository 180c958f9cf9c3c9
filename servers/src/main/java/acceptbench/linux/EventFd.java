package acceptbench.linux;

import static acceptbench.linux.ErrnoException.check;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// An eventfd(2): how one thread wakes another that waits in epoll. For any number of threads; a
/// signal after [#close] does nothing.
public final class EventFd implements AutoCloseable {
  private static final int EFD_NONBLOCK = 0x800;
  private static final int EFD_CLOEXEC = 0x80000;

  private static final MemorySegment ONE = Arena.global().allocateFrom(JAVA_LONG, 1);

  private final MemorySegment drained = Arena.ofAuto().allocate(JAVA_LONG);
  private final int fd;
  private boolean closed;

  public EventFd() throws ErrnoException {
    fd = check(EventCalls.eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), "eventfd()");
  }

  public int fd() {
    return fd;
  }

  /// Makes the descriptor readable until the next [#drain].
  public synchronized void signal() {
    if (!closed) Libc.write(fd, ONE, 8);
  }

  /// Makes the descriptor unreadable again.
  public synchronized void drain() {
    if (!closed) Libc.read(fd, drained, 8);
  }

  @Override
  public synchronized void close() {
    if (!closed) Libc.close(fd);
    closed = true;
  }
}
