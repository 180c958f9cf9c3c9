package acceptbench.server.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Clients for tests. They close with a reset, so that no TIME_WAIT holds their port.
final class Clients {
  private static final int PATIENCE_MILLIS = 20_000;

  private Clients() {}

  static InetSocketAddress address(int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
  }

  /// Connects, reads until the server closes, and returns what was read.
  static String greeting(int port, String request) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setSoLinger(true, 0);
      socket.connect(address(port), PATIENCE_MILLIS);
      return talk(socket, request);
    }
  }

  /// Connects `count` times, `concurrency` at a time, and asserts that each one is greeted.
  static void allGreeted(int port, String request, int count, int concurrency) throws Exception {
    try (ExecutorService clients = Executors.newFixedThreadPool(concurrency)) {
      List<Future<String>> greetings = new ArrayList<>();
      for (int i = 0; i < count; i++) greetings.add(clients.submit(() -> greeting(port, request)));
      for (Future<String> greeting : greetings) assertThat(get(greeting)).endsWith("HELLO");
    }
  }

  private static String get(Future<String> greeting) throws Exception {
    try {
      return greeting.get();
    } catch (ExecutionException e) {
      throw new IOException("a client failed: " + e.getMessage(), e);
    }
  }

  /// Starts a connect. On loopback the handshake is over when connect(2) returns, or the SYN was
  /// dropped.
  static SocketChannel begin(int port) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    channel.connect(address(port));
    return channel;
  }

  /// Those of `count` clients that connect at once; the others are called off, so that their SYNs
  /// do not come again.
  static List<SocketChannel> connected(int port, int count) throws IOException {
    List<SocketChannel> connected = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SocketChannel channel = begin(port);
      if (channel.finishConnect()) connected.add(channel);
      else channel.close();
    }
    return connected;
  }

  /// Asserts that each of them is greeted.
  static void allGreeted(List<SocketChannel> clients, String request) throws IOException {
    for (SocketChannel client : clients) {
      assertThat(client.finishConnect()).isTrue();
      assertThat(talk(client, request)).endsWith("HELLO");
      client.close();
    }
  }

  /// Speaks first where that is expected, and reads until the server closes.
  static String talk(SocketChannel channel, String request) throws IOException {
    channel.configureBlocking(true);
    channel.socket().setSoTimeout(PATIENCE_MILLIS);
    return talk(channel.socket(), request);
  }

  private static String talk(Socket socket, String request) throws IOException {
    if (!request.isEmpty())
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }
}
