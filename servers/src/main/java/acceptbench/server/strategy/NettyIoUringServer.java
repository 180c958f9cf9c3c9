package acceptbench.server.strategy;

import acceptbench.server.ServerConfig;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;

/// Netty on io_uring: a boss event loop has one multishot accept in the kernel, which accepts by
/// itself whatever comes and reports each connection; the loop hands it to the next of `workers`
/// event loops, which serves and closes it through its own ring.
///
/// No system call per connection, but one per batch. The backlog is taken as given, 0 included.
final class NettyIoUringServer extends NettyServer {
  private static final NettyTransport TRANSPORT =
      new NettyTransport(IoUringIoHandler::newFactory, IoUringServerSocketChannel::new);

  NettyIoUringServer(ServerConfig config) {
    super(config, TRANSPORT);
  }
}
