package acceptbench.server.strategy.netty;

import acceptbench.linux.socket.Sockaddr;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.parameter.StallKind;
import acceptbench.server.strategy.common.Accounts;
import acceptbench.server.strategy.common.NoDescriptor;
import acceptbench.server.strategy.common.Stall;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.UnixChannel;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A listening channel of Netty's on a boss event loop, whose connections go to other loops.
final class NettyListener {
  private static final int DEADLINE_SECONDS = 15;
  private static final int SETTLE_MILLIS = 5;

  private final ServerConfig config;
  private final Accepting accepting;
  private @Nullable Channel channel;
  private @Nullable Stall stall;

  NettyListener(ServerConfig config, Accounts.Acceptor account) {
    this.config = config;
    this.accepting = new Accepting(account);
    NoDescriptor.prepareLog(config);
  }

  /// Listens at the configured address.
  ///
  /// @param bootstrap has the transport's channels and options
  /// @param port 0 for any
  /// @return the port
  int start(
      ServerBootstrap bootstrap,
      EventLoopGroup boss,
      EventLoopGroup workers,
      ChannelHandler handler,
      int port)
      throws IOException {
    if (!config.acceptBatch().isUsual()) bootstrap.option(ChannelOption.RECVBUF_ALLOCATOR, batch());
    // Netty's own is NetUtil.SOMAXCONN, which it read from the kernel.
    config.backlog().number().ifPresent(it -> bootstrap.option(ChannelOption.SO_BACKLOG, it));
    Channel bound =
        bootstrap
            .group(boss, workers)
            .handler(accepting)
            .childHandler(handler)
            .bind(new InetSocketAddress(config.listeningAt(), port))
            .syncUninterruptibly()
            .channel();
    channel = bound;
    return ((InetSocketAddress) bound.localAddress()).getPort();
  }

  private RecvByteBufAllocator batch() {
    return new ServerChannelRecvByteBufAllocator()
        // Otherwise it would, on epoll, take a descriptor's number for a count of bytes, find that
        // there can't be more to read, and go back to waiting after each connection.
        .respectMaybeMoreData(false)
        .maxMessagesPerRead(config.acceptBatch().most());
  }

  /// A pause switches reading off on the boss's event loop, where no accept can be under way; being
  /// busy keeps that loop from running anything else.
  void stall() throws IOException {
    Stall begun = new Stall(config.stallKind());
    stall = begun;
    EventLoop loop = started().eventLoop();
    if (config.stallKind() == StallKind.PAUSE) {
      await(loop.submit(() -> started().config().setAutoRead(false)));
      settle(loop);
    } else {
      loop.execute(begun::endure);
      begun.awaitOneMore();
    }
  }

  /// What was under way has to come out first: a round of accepting that epoll's loop had queued
  /// for itself, and the cancelling of io_uring's accept, which the loop submits when it next
  /// enters the kernel. A timed task runs after that, as the loop has to wait for its time in the
  /// kernel.
  private static void settle(EventLoop loop) throws IOException {
    for (int i = 0; i < 3; i++)
      await(loop.schedule(() -> {}, SETTLE_MILLIS, TimeUnit.MILLISECONDS));
  }

  void resume() throws IOException {
    if (stall == null) return;
    stall.end();
    stall = null;
    if (config.stallKind() == StallKind.PAUSE)
      await(started().eventLoop().submit(() -> started().config().setAutoRead(true)));
  }

  void close() throws IOException {
    if (stall != null) stall.end();
    if (channel != null) await(channel.close());
  }

  /// None where its transport is NIO.
  OptionalInt descriptor() {
    return started() instanceof UnixChannel unix
        ? OptionalInt.of(unix.fd().intValue())
        : OptionalInt.empty();
  }

  private Channel started() {
    if (channel == null) throw new IllegalStateException("not started");
    return channel;
  }

  static void await(Future<?> future) throws IOException {
    if (!future.awaitUninterruptibly(DEADLINE_SECONDS, TimeUnit.SECONDS))
      throw new IOException("an event loop was busy for " + DEADLINE_SECONDS + " s");
    if (!future.isSuccess()) throw new IOException(future.cause());
  }

  /// Runs on the boss's event loop, ahead of Netty's own handler that hands the connection over.
  private static final class Accepting extends ChannelInboundHandlerAdapter {
    private final Accounts.Acceptor account;
    private final NoDescriptor noDescriptor = new NoDescriptor();
    private boolean inRound;

    Accepting(Accounts.Acceptor account) {
      this.account = account;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object connection) {
      // io_uring's accept is the wait.
      if (!inRound && !(context.channel() instanceof IoUringServerSocketChannel)) account.woke();
      inRound = true;
      if (!(context.channel() instanceof NotingNioChannel)) account.note(client(connection));
      // The other transports keep the descriptor to themselves.
      if (connection instanceof EpollSocketChannel epoll) account.accepted(epoll.fd().intValue());
      else account.accepted();
      context.fireChannelRead(connection);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      inRound = false;
      context.fireChannelReadComplete();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      if (context.channel() instanceof NotingNioChannel nio) nio.noteBy(account);
    }

    /// 0 where the transport asked the kernel too late, and the client had gone.
    private static int client(Object connection) {
      return ((Channel) connection).remoteAddress() instanceof InetSocketAddress client
          ? Sockaddr.client(client)
          : 0;
    }

    /// Netty stops accepting for a second and says so only in its log. That is right where no
    /// descriptor is left, and only there.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (noDescriptor.isCause(cause)) {
        context.fireExceptionCaught(cause);
        return;
      }
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, cause);
    }
  }
}
