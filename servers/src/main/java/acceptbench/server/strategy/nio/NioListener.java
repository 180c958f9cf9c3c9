package acceptbench.server.strategy.nio;

import acceptbench.linux.socket.Sockaddr;
import acceptbench.server.parameter.AcceptBatch;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.parameter.StallKind;
import acceptbench.server.strategy.common.Accounts;
import acceptbench.server.strategy.common.NoDescriptor;
import acceptbench.server.strategy.common.Stall;
import java.io.IOException;
import java.net.Inet4Address;
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
  private final NoDescriptor noDescriptor = new NoDescriptor();
  private final int most;
  private @Nullable ServerSocketChannel channel;
  private @Nullable Stall stall;

  NioListener(
      ServerConfig config, SelectorLoop loop, Accounts.Acceptor account, Receiver receiver) {
    this.config = config;
    this.loop = loop;
    this.receiver = receiver;
    this.account = account;
    this.most = config.acceptBatch().mostOr(AcceptBatch.ALL.most());
  }

  /// Listens; the loop has to run.
  int start() throws IOException {
    InetAddress address = config.listeningAt();
    // Without the family it would always be an IPv6 socket, which takes IPv4 too.
    boolean ipv4 = address instanceof Inet4Address;
    ServerSocketChannel listening =
        ServerSocketChannel.open(ipv4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
    channel = listening;
    // The JDK replaces 0 by its own default.
    listening.bind(new InetSocketAddress(address, 0), config.backlog().number().orElse(0));
    loop.await(() -> loop.register(listening, SelectionKey.OP_ACCEPT));
    return listening.socket().getLocalPort();
  }

  /// Accepts what is there, up to the configured number. For the loop's thread, when connections
  /// wait.
  void ready() throws IOException {
    account.woke();
    for (int taken = 0; taken < most; taken++) {
      SocketChannel it = next();
      if (it == null) return;
      account.note(client(it));
      account.accepted();
      receiver.receive(it);
    }
  }

  private @Nullable SocketChannel next() throws IOException {
    try {
      return started().accept();
    } catch (IOException e) {
      if (noDescriptor.isCause(e)) return null;
      throw e;
    }
  }

  /// Which one it is, as the channel got it from accept(2).
  private static int client(SocketChannel connection) throws IOException {
    return Sockaddr.client((InetSocketAddress) connection.getRemoteAddress());
  }

  /// A pause: the loop drops its interest between two rounds. Connections reported before have been
  /// accepted by then, and the next round reports none.
  void stall() throws IOException {
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
