package acceptbench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A server that deals with one connection after the other in a known way, until it is closed.
final class HandlingServer {
  private HandlingServer() {}

  /// What it does with each connection that it accepts, before it closes it.
  interface Handler {
    void handle(int index, Socket socket) throws IOException;
  }

  static ServerSocket start(Handler handler) throws IOException {
    ServerSocket server = new ServerSocket(0, 4096, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              for (int i = 0; !server.isClosed(); i++) {
                try (Socket socket = server.accept()) {
                  handler.handle(i, socket);
                } catch (IOException e) {
                  if (!server.isClosed()) throw new AssertionError(e);
                }
              }
            });
    return server;
  }

  static void greet(Socket socket) throws IOException {
    socket.getOutputStream().write("HELLO".getBytes(StandardCharsets.US_ASCII));
  }
}
