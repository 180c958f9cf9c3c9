package acceptbench.server.strategy.nio;

import acceptbench.server.AcceptBatch;
import acceptbench.server.ServerConfig;
import acceptbench.server.StallKind;
import acceptbench.server.strategy.common.Accounts;
import acceptbench.server.strategy.common.Stall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// A listening channel of one [SelectorLoop], whose thread alone accepts from it.
final class NioListener {
  /// What is done with a connection that was accepted.
  interface Receiver {
    void receive(SocketChannel connection) throws IOException;
  }

  private final ServerConfig config;
  private final SelectorLoop loop;
  private final Receiver receiver;
  private final Accounts.Acceptor account;
  private final boolean once;
  private @Nullable ServerSocketChannel channel;
  private @Nullable Stall stall;

  NioListener(
      ServerConfig config, SelectorLoop loop, Accounts.Acceptor account, Receiver receiver) {
    this.config = config;
    this.loop = loop;
    this.receiver = receiver;
    this.account = account;
    this.once = config.acceptBatch() == AcceptBatch.ONE;
  }

  /// Listens; the loop has to run.
  int start() throws IOException {
    // Without the family it would be an IPv6 socket that takes IPv4 too.
    ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.INET);
    channel = listening;
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    // Of 0 the JDK makes its own.
    listening.bind(new InetSocketAddress(loopback, 0), config.backlog().number().orElse(0));
    loop.await(() -> loop.register(listening, SelectionKey.OP_ACCEPT));
    return listening.socket().getLocalPort();
  }

  /// Accepts what is there, or once. For the loop's thread, when the channel is acceptable.
  void ready() throws IOException {
    for (SocketChannel it = started().accept(); it != null; it = started().accept()) {
      account.note(port(it));
      account.accepted();
      receiver.receive(it);
      if (once) return;
    }
  }

  /// The client's, which the channel got from accept(2).
  private static int port(SocketChannel connection) throws IOException {
    return ((InetSocketAddress) connection.getRemoteAddress()).getPort();
  }

  /// A pause: the loop drops its interest between two rounds. Connections reported before have been
  /// accepted by then, and the next round reports none.
  void stall() throws IOException {
    if (stall != null) throw new IOException("told to stall while stalled");
    Stall begun = new Stall(config.stallKind());
    stall = begun;
    if (config.stallKind() == StallKind.PAUSE) {
      loop.await(() -> loop.register(started(), 0));
    } else {
      loop.execute(begun::endure);
      begun.awaitOneMore();
    }
  }

  void resume() throws IOException {
    if (stall == null) return;
    stall.end();
    stall = null;
    if (config.stallKind() == StallKind.PAUSE)
      loop.await(() -> loop.register(started(), SelectionKey.OP_ACCEPT));
  }

  private ServerSocketChannel started() {
    if (channel == null) throw new IllegalStateException("not started");
    return channel;
  }
}
