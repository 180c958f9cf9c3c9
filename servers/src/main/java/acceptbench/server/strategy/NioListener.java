package acceptbench.server.strategy;

import acceptbench.server.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// A listening channel of one [SelectorLoop], which alone accepts from it.
final class NioListener {
  private final ServerConfig config;
  private final SelectorLoop loop;
  private @Nullable ServerSocketChannel channel;

  NioListener(ServerConfig config, SelectorLoop loop) {
    this.config = config;
    this.loop = loop;
  }

  int start() throws IOException {
    // Without the family it would be an IPv6 socket that takes IPv4 too.
    ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.INET);
    channel = listening;
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    listening.bind(new InetSocketAddress(loopback, 0), config.backlog());
    listening.configureBlocking(false);
    loop.start();
    loop.await(() -> loop.register(listening, SelectionKey.OP_ACCEPT));
    return listening.socket().getLocalPort();
  }

  /// The next connection, or null where the queue is empty. For the loop's thread.
  @Nullable SocketChannel accept() throws IOException {
    return started().accept();
  }

  /// The loop drops its interest between two rounds: what it was told before has been accepted, and
  /// the next round is told of no connection.
  void stall() throws IOException {
    loop.await(() -> loop.register(started(), 0));
  }

  void resume() throws IOException {
    loop.await(() -> loop.register(started(), SelectionKey.OP_ACCEPT));
  }

  private ServerSocketChannel started() {
    if (channel == null) throw new IllegalStateException("not started");
    return channel;
  }
}
