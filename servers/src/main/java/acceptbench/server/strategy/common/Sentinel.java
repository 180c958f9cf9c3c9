package acceptbench.server.strategy.common;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/// A connection of the server to itself, by which a thread that is blocked in accept is told
/// something. The acceptor that gets it resets it, so that it leaves no TIME_WAIT; it counts
/// nowhere.
public final class Sentinel implements AutoCloseable {
  private static final int DEADLINE_MILLIS = 15_000;

  private final InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  private final Socket socket = new Socket();

  public Sentinel() throws IOException {
    socket.bind(new InetSocketAddress(loopback, 0));
  }

  /// What an acceptor recognizes it by. It has to be published before the sentinel is sent.
  SocketAddress address() {
    return socket.getLocalSocketAddress();
  }

  public int port() {
    return socket.getLocalPort();
  }

  /// Goes to the end of the accept queue of that port.
  public void send(int port) {
    try {
      socket.connect(new InetSocketAddress(loopback, port), DEADLINE_MILLIS);
      // Where the queue is full the handshake's last ACK may get lost, and with SYN cookies nobody
      // would send it again. Data is sent again until the server has the connection.
      socket.getOutputStream().write(0);
    } catch (IOException e) {
      // The acceptor may have reset it before connect returned. Whether it has, it says itself.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
