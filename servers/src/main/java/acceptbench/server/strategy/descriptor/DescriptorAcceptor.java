package acceptbench.server.strategy.descriptor;

import static acceptbench.linux.socket.SocketConstants.SOCK_CLOEXEC;

import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import acceptbench.linux.socket.TcpSocket;
import acceptbench.server.strategy.common.StallGate;
import acceptbench.server.strategy.common.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// A thread, its own or the caller's, that is blocked in accept4(2) on a listening descriptor,
/// which others may accept from as well, and gives what it gets to a handler.
public final class DescriptorAcceptor {
  private static final int SHUT_RDWR = 2;

  private final int listener;
  private final StallGate gate;
  private final IntConsumer handler;
  private final IntConsumer accepted;
  private final AcceptedPeer peer;
  private @Nullable Thread thread;
  private volatile boolean closed;

  /// @param peer notes each connection, as soon as accept has returned
  /// @param accepted is shown each connection next
  /// @param handler is given each connection, which is its own to close
  public DescriptorAcceptor(
      int listener, StallGate gate, AcceptedPeer peer, IntConsumer accepted, IntConsumer handler) {
    this.listener = listener;
    this.gate = gate;
    this.peer = peer;
    this.accepted = accepted;
    this.handler = handler;
  }

  public void start(String name) {
    thread = Thread.ofPlatform().name(name).start(this::run);
  }

  /// Accepts until [#close], or until another process shuts the socket down.
  public void run() {
    while (!closed) {
      int fd = Libc.accept4(listener, peer.address(), peer.length(), SOCK_CLOEXEC);
      if (fd >= 0) accept(fd);
      // What accept says of a socket that was shut down.
      else if (fd == -Errno.EINVAL) return;
      else if (!mayTryAgain(-fd))
        throw new UncheckedIOException(new ErrnoException("accept4(fd " + listener + ")", -fd));
    }
  }

  /// accept(2): an error of the network or a signal concerns that connection alone. Where there is
  /// no descriptor left, trying again at once burns the CPU, and is what is usual.
  private static boolean mayTryAgain(int errno) {
    return switch (errno) {
      case Errno.ECONNABORTED, Errno.EINTR, Errno.EMFILE, Errno.ENFILE -> true;
      default -> false;
    };
  }

  private void accept(int fd) {
    if (gate.expectsSentinel() && isSentinel(fd)) {
      TcpSocket.closeWithReset(fd);
      gate.beStalled();
    } else {
      peer.note();
      accepted.accept(fd);
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

  /// Ends the thread, and all accepting from that socket with it, in any process. The descriptor
  /// stays open. A thread in a stall has to be let out before.
  public void close() throws IOException {
    closed = true;
    // On a listening socket this wakes the threads that are blocked in accept (tcp_shutdown,
    // inet_shutdown).
    Libc.shutdown(listener, SHUT_RDWR);
    if (thread != null) Threads.join(thread);
  }
}
