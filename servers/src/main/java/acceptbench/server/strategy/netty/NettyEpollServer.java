package acceptbench.server.strategy.netty;

import acceptbench.server.parameter.ServerConfig;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;

/// You gain Netty's pipeline without the JDK's Selector, and handlers that do not delay the
/// acceptor, as long as there are CPUs for both. You pay with a native library that runs on Linux
/// alone, and with a hand-over for each connection.
///
/// Netty on its own epoll transport: a boss event loop accepts, and hands each connection to the
/// next of `workers` event loops, which registers, serves and closes it.
///
/// By default it accepts once per wake-up: Netty 4.2 means to take up to 16, but gives up after the
/// first one when the channel is level-triggered (measured with 4.2.18; `acceptBatch` changes it).
/// The hand-over costs a task queue and, where the worker sleeps, an eventfd write; in return the
/// handler's CPU time is not the acceptor's. A connection costs 12 to 13 system calls (accept4,
/// epoll_pwait2 of both loops, getsockname, getsockopt and epoll_ctl twice each, setsockopt,
/// sendto, close, most often the eventfd's write); a fifth of the CPU time is Netty's Java. The
/// backlog is taken as given, 0 included.
public final class NettyEpollServer extends NettyServer {
  static final NettyTransport TRANSPORT =
      new NettyTransport(
          EpollIoHandler::newFactory,
          EpollServerSocketChannel::new,
          EpollChannelOption.TCP_DEFER_ACCEPT);

  public NettyEpollServer(ServerConfig config) {
    super(config, TRANSPORT);
  }
}
