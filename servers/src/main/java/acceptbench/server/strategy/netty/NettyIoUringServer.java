package acceptbench.server.strategy.netty;

import acceptbench.server.parameter.AcceptBatch;
import acceptbench.server.parameter.ServerConfig;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;

/// You gain accepting without a system call for each connection. You pay with a kernel that has to
/// have io_uring and to allow it (sysctl kernel.io_uring_disabled, a container's seccomp filter),
/// and with a hand-over for each connection.
///
/// Netty on io_uring: a boss event loop has one multishot accept in the kernel, which accepts by
/// itself whatever comes and reports each connection; the loop hands it to the next of `workers`
/// event loops, which serves and closes it through its own ring.
///
/// Accepting costs no system call. Serving does: nearly four io_uring_enter per connection (write,
/// shutdown and close are submitted one after the other), getsockname three times, getpeername,
/// setsockopt, and the eventfd's write that wakes the worker. The accept goes on only while the
/// loop's thread is in the kernel for completions (Netty asks for IORING_SETUP_DEFER_TASKRUN where
/// there is that): while the thread is busy or stopped the queue fills as with epoll. The backlog
/// is taken as given, 0 included.
public final class NettyIoUringServer extends NettyServer {
  private static final NettyTransport TRANSPORT =
      new NettyTransport(
          IoUringIoHandler::newFactory,
          IoUringServerSocketChannel::new,
          IoUringChannelOption.TCP_DEFER_ACCEPT);

  public NettyIoUringServer(ServerConfig config) {
    super(config.with("acceptBatch", AcceptBatch.USUAL), TRANSPORT);
  }
}
