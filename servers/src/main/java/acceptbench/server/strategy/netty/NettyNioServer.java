package acceptbench.server.strategy.netty;

import acceptbench.server.parameter.ServerConfig;
import io.netty.channel.nio.NioIoHandler;

/// You gain Netty's pipeline wherever there is a JDK: nothing native is needed. You pay with the
/// JDK's Selector, with what Netty makes for each connection, and with a hand-over.
///
/// Netty on the JDK's Selector: a boss event loop accepts, up to 16 connections per wake-up, and
/// hands each one to the next of `workers` event loops, which registers, serves and closes it.
///
/// A connection costs 12 system calls, those of `nio-selector` without its epoll_ctl, but with
/// socket options set and read by Netty, and as much again in Java: channel, pipeline, promises,
/// selection key. The JDK turns a backlog of 0 into 50.
public final class NettyNioServer extends NettyServer {
  public NettyNioServer(ServerConfig config) {
    super(
        config,
        new NettyTransport(NioIoHandler::newFactory, () -> new NotingNioChannel(config), null));
  }
}
