package acceptbench.server.strategy.common;

import acceptbench.server.parameter.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/// A connection of the server to itself, which reaches a thread that is blocked in accept. The
/// acceptor that gets it resets it, so that it leaves no TIME_WAIT; it counts nowhere.
public final class Sentinel implements AutoCloseable {
  private static final int DEADLINE_MILLIS = 15_000;

  private final InetAddress server;
  private final Socket socket = new Socket();

  /// @param config the server's
  public Sentinel(ServerConfig config) throws IOException {
    server = server(config);
    socket.bind(new InetSocketAddress(server, 0));
  }

  /// The address at which the server is reached; the sentinel has the same.
  private static InetAddress server(ServerConfig config) {
    return config.endpoint(0).address(0).toInetAddress();
  }

  /// What an acceptor recognizes it by. It has to be published before the sentinel is sent.
  SocketAddress address() {
    return socket.getLocalSocketAddress();
  }

  public int port() {
    return socket.getLocalPort();
  }

  /// Whether that is the address of a sentinel that has a port.
  public static boolean isAddress(SocketAddress address, ServerConfig config, int port) {
    return address.equals(new InetSocketAddress(server(config), port));
  }

  /// Goes to the end of the accept queue of that port.
  public void send(int port) {
    try {
      socket.connect(new InetSocketAddress(server, port), DEADLINE_MILLIS);
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
