package acceptbench.server.strategy;

import acceptbench.server.ServerConfig;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;

/// Netty on its own epoll transport: a boss event loop accepts, up to 16 connections per wake-up,
/// and hands each one to the next of `workers` event loops, which registers, serves and closes it.
///
/// The hand-over costs a task queue and, where the worker sleeps, an eventfd write; in return the
/// handler's CPU time is not the acceptor's. The backlog is taken as given, 0 included.
final class NettyEpollServer extends NettyServer {
  static final NettyTransport TRANSPORT =
      new NettyTransport(EpollIoHandler::newFactory, EpollServerSocketChannel::new);

  NettyEpollServer(ServerConfig config) {
    super(config, TRANSPORT);
  }
}
