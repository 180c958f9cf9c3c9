package acceptbench.server.strategy.netty;

import acceptbench.server.parameter.ServerConfig;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;

/// You gain event loops that share nothing, and so no hand-over. You pay with chance: the kernel
/// chooses the queue without a look at who is busy, and one can overflow while another is empty.
///
/// Netty on epoll with one SO_REUSEPORT listener for each of `workers` event loops: a connection is
/// accepted and served by one loop, without a hand-over: registered, greeted and closed before the
/// next one of the batch is accepted. It makes the system calls of `netty-epoll` without the
/// hand-over's, 11 per connection.
///
/// The kernel chooses the listener by a hash of the addresses. There are as many accept queues as
/// loops, each with the whole backlog; a handler that costs CPU delays the accepting of its own
/// loop, and that queue overflows while others are empty. The backlog is taken as given, 0
/// included.
public final class NettyEpollReuseportServer extends NettyServer {
  public NettyEpollReuseportServer(ServerConfig config) {
    super(config, NettyEpollServer.TRANSPORT);
  }

  @Override
  public int start() throws IOException {
    int port = 0;
    for (int i = 0; i < config().workers(); i++) {
      EventLoopGroup loop = loops(1);
      port = listen(bootstrap().option(UnixChannelOption.SO_REUSEPORT, true), loop, loop, port);
    }
    return port;
  }
}
