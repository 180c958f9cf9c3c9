package acceptbench.server.strategy;

import acceptbench.server.AcceptServer;
import acceptbench.server.ProcessUsage;
import acceptbench.server.ServerConfig;
import acceptbench.server.ServerStats;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Netty's boss and worker event loops, on whichever transport.
abstract class NettyServer implements AcceptServer {
  private static final int DEADLINE_SECONDS = 15;

  private final ServerConfig config;
  private final Supplier<IoHandlerFactory> transport;
  private final ChannelFactory<? extends ServerChannel> channels;
  private final SingleWriterCount accepts = new SingleWriterCount();
  private final NettyGreeter greeter;
  private @Nullable EventLoopGroup boss;
  private @Nullable EventLoopGroup workers;
  private @Nullable Channel listener;

  NettyServer(
      ServerConfig config,
      Supplier<IoHandlerFactory> transport,
      ChannelFactory<? extends ServerChannel> channels) {
    this.config = config;
    this.transport = transport;
    this.channels = channels;
    this.greeter = new NettyGreeter(config);
  }

  @Override
  public int start() throws IOException {
    boss = new MultiThreadIoEventLoopGroup(1, transport.get());
    workers = new MultiThreadIoEventLoopGroup(config.workers(), transport.get());
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    Channel bound =
        new ServerBootstrap()
            .group(boss, workers)
            .channelFactory(channels)
            .option(ChannelOption.SO_BACKLOG, config.backlog())
            .handler(new Accepting(accepts, new CpuBurn(config.acceptorMicros())))
            .childHandler(greeter)
            .bind(new InetSocketAddress(loopback, 0))
            .syncUninterruptibly()
            .channel();
    listener = bound;
    return ((InetSocketAddress) bound.localAddress()).getPort();
  }

  /// Runs on the boss's event loop, ahead of Netty's own handler that hands the connection over.
  private static final class Accepting extends ChannelInboundHandlerAdapter {
    private final SingleWriterCount accepts;
    private final CpuBurn burn;

    Accepting(SingleWriterCount accepts, CpuBurn burn) {
      this.accepts = accepts;
      this.burn = burn;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object connection) {
      accepts.increment();
      burn.run();
      context.fireChannelRead(connection);
    }

    /// Netty would stop accepting for a second and say so nowhere but in its log.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, cause);
    }
  }

  /// Switches reading off on the boss's event loop, where no accept can be under way. A round of
  /// accepting that was already queued there runs before the second task.
  @Override
  public void stall() throws IOException {
    Channel channel = started();
    await(channel.eventLoop().submit(() -> channel.config().setAutoRead(false)));
    await(channel.eventLoop().submit(() -> {}));
  }

  @Override
  public void resume() throws IOException {
    Channel channel = started();
    await(channel.eventLoop().submit(() -> channel.config().setAutoRead(true)));
  }

  @Override
  public ServerStats stats() {
    ProcessUsage usage = ProcessUsage.own();
    return new ServerStats(
        List.of(accepts.get()), greeter.served(), usage.cpuNanos(), usage.descriptors());
  }

  @Override
  public void close() throws IOException {
    if (listener != null) await(listener.close());
    if (boss != null) await(boss.shutdownGracefully(0, 500, TimeUnit.MILLISECONDS));
    if (workers != null) await(workers.shutdownGracefully(0, 500, TimeUnit.MILLISECONDS));
  }

  private Channel started() {
    if (listener == null) throw new IllegalStateException("not started");
    return listener;
  }

  private static void await(Future<?> future) throws IOException {
    if (!future.awaitUninterruptibly(DEADLINE_SECONDS, TimeUnit.SECONDS))
      throw new IOException("an event loop was busy for " + DEADLINE_SECONDS + " s");
    if (!future.isSuccess()) throw new IOException(future.cause());
  }
}
