package acceptbench.server.strategy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Stops threads that are blocked in accept, and lets them go on.
///
/// A thread in accept would still take the next connection, whatever flag it finds afterwards. So
/// stalling sends it a connection of the server's own, the sentinel. The acceptor knows it by its
/// address, resets it and waits here. All that had queued up before the sentinel has been accepted
/// by then, and nothing after it will be. With several acceptors each gets a sentinel of its own.
final class StallGate {
  private static final int DEADLINE_SECONDS = 15;

  private final Semaphore arrived = new Semaphore(0);
  private volatile @Nullable SocketAddress sentinel;
  private volatile CountDownLatch stall = new CountDownLatch(0);

  /// Returns when all acceptors wait in [#pass].
  void close(int port, int acceptors) throws IOException {
    if (stall.getCount() > 0) throw new IOException("told to stall while stalled");
    stall = new CountDownLatch(1);
    for (int i = 0; i < acceptors; i++) stopOne(port);
  }

  private void stopOne(int port) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(loopback, 0));
      sentinel = socket.getLocalSocketAddress();
      send(socket, new InetSocketAddress(loopback, port));
      if (!arrived.tryAcquire(DEADLINE_SECONDS, TimeUnit.SECONDS))
        throw new IOException("an acceptor did not stall within " + DEADLINE_SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while stalling", e);
    } finally {
      sentinel = null;
    }
  }

  private static void send(Socket socket, SocketAddress server) {
    try {
      socket.connect(server, DEADLINE_SECONDS * 1_000);
      // Where the queue is full the handshake's last ACK may get lost, and with SYN cookies nobody
      // would send it again. Data is sent again until the server has the connection.
      socket.getOutputStream().write(0);
    } catch (IOException e) {
      // The acceptor may have reset it before connect returned. Whether it has, it says itself.
    }
  }

  /// Whether a sentinel may be among the connections, so that the peer's address is of interest.
  boolean isClosing() {
    return sentinel != null;
  }

  /// Whether the peer is the sentinel. The acceptor then resets that connection and calls [#pass].
  boolean isSentinel(SocketAddress peer) {
    return peer.equals(sentinel);
  }

  /// Waits until the gate is opened.
  void pass() {
    CountDownLatch current = stall;
    arrived.release();
    try {
      current.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("an acceptor was interrupted", e);
    }
  }

  void open() {
    stall.countDown();
  }
}
