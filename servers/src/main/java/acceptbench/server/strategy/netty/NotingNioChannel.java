package acceptbench.server.strategy.netty;

import acceptbench.linux.socket.Sockaddr;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.common.Accounts;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.Inet4Address;
import java.nio.channels.spi.SelectorProvider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Netty's listening channel on the JDK's Selector, which notes each connection when accept has
/// returned: it accepts up to 16 before its pipeline learns of the first.
final class NotingNioChannel extends NioServerSocketChannel {
  private Accounts.@Nullable Acceptor account;

  NotingNioChannel(ServerConfig config) {
    super(SelectorProvider.provider(), family(config));
  }

  private static SocketProtocolFamily family(ServerConfig config) {
    return config.listeningAt() instanceof Inet4Address
        ? SocketProtocolFamily.INET
        : SocketProtocolFamily.INET6;
  }

  /// To be called before it listens.
  void noteBy(Accounts.Acceptor acceptor) {
    account = acceptor;
  }

  @Override
  protected int doReadMessages(List<Object> accepted) throws Exception {
    int count = super.doReadMessages(accepted);
    if (count > 0 && account != null && accepted.getLast() instanceof NioSocketChannel connection)
      account.note(Sockaddr.client(connection.remoteAddress()));
    return count;
  }
}
