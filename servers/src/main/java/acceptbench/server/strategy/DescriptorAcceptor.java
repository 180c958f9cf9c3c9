package acceptbench.server.strategy;

import static acceptbench.linux.SocketConstants.SOCK_CLOEXEC;

import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import acceptbench.linux.TcpSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// One platform thread that is blocked in accept4(2) on a listening descriptor, which others may
/// accept from as well, and gives what it gets to a handler.
final class DescriptorAcceptor {
  private static final int SHUT_RDWR = 2;

  private final int listener;
  private final StallGate gate;
  private final CpuBurn burn;
  private final IntConsumer handler;
  private final SingleWriterCount accepts = new SingleWriterCount();
  private @Nullable Thread thread;
  private volatile boolean closed;

  /// @param handler is given each connection, which is its own to close
  DescriptorAcceptor(int listener, StallGate gate, CpuBurn burn, IntConsumer handler) {
    this.listener = listener;
    this.gate = gate;
    this.burn = burn;
    this.handler = handler;
  }

  void start(String name) {
    thread = Thread.ofPlatform().name(name).start(this::acceptAll);
  }

  private void acceptAll() {
    while (!closed) {
      int fd = Libc.accept4(listener, MemorySegment.NULL, MemorySegment.NULL, SOCK_CLOEXEC);
      if (fd >= 0) accept(fd);
      // accept(2): an error of the network or a signal concerns that connection alone
      else if (!closed && fd != -Errno.ECONNABORTED && fd != -Errno.EINTR)
        throw new UncheckedIOException(new ErrnoException("accept4(fd " + listener + ")", -fd));
    }
  }

  private void accept(int fd) {
    if (gate.isClosing() && isSentinel(fd)) {
      TcpSocket.closeWithReset(fd);
      gate.pass();
    } else {
      accepts.increment();
      burn.run();
      handler.accept(fd);
    }
  }

  private boolean isSentinel(int fd) {
    try {
      return gate.isSentinel(TcpSocket.peer(fd));
    } catch (IOException e) {
      // A client that has already reset its connection has no address any more; a sentinel waits.
      return false;
    }
  }

  long accepts() {
    return accepts.get();
  }

  /// Ends the thread, and all accepting from that socket with it. The descriptor stays open.
  void close() throws IOException {
    closed = true;
    gate.open();
    // Of a listening socket this wakes whoever is blocked in accept (tcp_shutdown, inet_shutdown).
    Libc.shutdown(listener, SHUT_RDWR);
    if (thread != null) Threads.join(thread);
  }
}
