package acceptbench.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/// A server that deals with one connection after the other in a known way, until it is closed.
public final class HandlingServer {
  private HandlingServer() {}

  /// What it does with each connection that it accepts, before it closes it.
  public interface Handler {
    /// Deals with one.
    ///
    /// @param index how many were accepted before
    void handle(int index, Socket socket) throws IOException;
  }

  /// One with room for 4,096 connections.
  public static ServerSocket start(Handler handler) throws IOException {
    return start(4096, handler);
  }

  /// One with room for backlog + 1.
  public static ServerSocket start(int backlog, Handler handler) throws IOException {
    ServerSocket server = new ServerSocket(0, backlog, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofPlatform().daemon().start(() -> serve(server, handler));
    return server;
  }

  private static void serve(ServerSocket server, Handler handler) {
    for (int i = 0; !server.isClosed(); i++) {
      try (Socket socket = server.accept()) {
        handle(handler, i, socket);
      } catch (IOException e) {
        if (!server.isClosed()) throw new AssertionError(e);
      }
    }
  }

  private static void handle(Handler handler, int index, Socket socket) throws IOException {
    try {
      handler.handle(index, socket);
    } catch (SocketException clientHasGone) {
      // As one that only looks whether anybody accepts. That is the end of its own connection, and
      // of no other.
    }
  }

  /// What acceptbench's own servers send.
  public static void greet(Socket socket) throws IOException {
    socket.getOutputStream().write("HELLO".getBytes(StandardCharsets.US_ASCII));
  }
}
