package acceptbench.cli;

import acceptbench.linux.Epoll;
import acceptbench.linux.ErrnoException;
import org.jspecify.annotations.Nullable;

/// Tells whether anybody still reads the standard output. A command that prints rarely would not
/// notice that its reader has gone.
final class OutputReader implements AutoCloseable {
  private static final int STANDARD_OUTPUT = 1;

  private final @Nullable Epoll epoll;

  private OutputReader(@Nullable Epoll epoll) {
    this.epoll = epoll;
  }

  /// Watches the output. If it is a file, which epoll(7) does not take, it has no reader to lose.
  static OutputReader ofStandardOutput() throws ErrnoException {
    Epoll watching = new Epoll(1);
    try {
      watching.add(STANDARD_OUTPUT, 0, 0);
      return new OutputReader(watching);
    } catch (ErrnoException noPipe) {
      watching.close();
      return new OutputReader(null);
    }
  }

  /// Whether the pipe, socket or terminal has lost its other end: EPOLLERR or EPOLLHUP, which need
  /// not be asked for.
  boolean isGone() throws ErrnoException {
    return epoll != null && epoll.await(0) > 0;
  }

  @Override
  public void close() {
    if (epoll != null) epoll.close();
  }
}
