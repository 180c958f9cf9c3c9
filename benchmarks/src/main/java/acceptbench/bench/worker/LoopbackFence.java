package acceptbench.bench.worker;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/// What this thread has sent over the loopback has arrived when a datagram has arrived that it
/// sends afterwards: the loopback keeps the order of what one CPU sends. On a slow or busy one that
/// takes a while. Where the thread has changed CPUs in between, the datagram may come first.
final class LoopbackFence {
  private static final int DEADLINE_MILLIS = (int) TimeUnit.SECONDS.toMillis(30);

  private LoopbackFence() {}

  /// Waits until all that was sent has arrived.
  ///
  /// @throws IllegalStateException where that takes more than 30 s
  static void await() throws IOException {
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      socket.setSoTimeout(DEADLINE_MILLIS);
      socket.connect(socket.getLocalSocketAddress());
      DatagramPacket packet = new DatagramPacket(new byte[1], 1);
      socket.send(packet);
      socket.receive(packet);
    } catch (SocketTimeoutException e) {
      throw new IllegalStateException("a packet took more than 30 s over the loopback", e);
    }
  }
}
