package acceptbench.server.strategy.netty;

import acceptbench.linux.CloseStack;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.common.CountedServer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// Netty's boss event loop, which accepts, and its worker event loops, which serve, on whichever
/// transport.
abstract class NettyServer extends CountedServer {
  private final ServerConfig config;
  private final NettyTransport transport;
  private final NettyGreeter greeter;
  private final List<NettyListener> listeners = new ArrayList<>();
  private final List<EventLoopGroup> groups = new ArrayList<>();

  NettyServer(ServerConfig config, NettyTransport transport) {
    super(config);
    this.config = config;
    this.transport = transport;
    this.greeter = new NettyGreeter(config);
    accounts().servedBy(greeter::served);
  }

  @Override
  public int start() throws IOException {
    return listen(bootstrap(), loops(1), loops(config.workers()), 0);
  }

  final ServerConfig config() {
    return config;
  }

  final ServerBootstrap bootstrap() {
    ServerBootstrap bootstrap = new ServerBootstrap().channelFactory(transport.listeners());
    if (transport.deferAccept() != null && config.deferAccept() > 0)
      bootstrap.option(transport.deferAccept(), config.deferAccept());
    return bootstrap;
  }

  /// Event loops that end with the server.
  final EventLoopGroup loops(int count) {
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(count, transport.ioHandlers().get());
    groups.add(group);
    return group;
  }

  /// Adds a listener.
  ///
  /// @return its port
  final int listen(ServerBootstrap bootstrap, EventLoopGroup boss, EventLoopGroup workers, int port)
      throws IOException {
    NettyListener listener = new NettyListener(config, accounts().acceptor(listeners.size()));
    listeners.add(listener);
    return listener.start(bootstrap, boss, workers, greeter, port);
  }

  @Override
  public final List<Integer> listenerDescriptors() {
    return listeners.stream()
        .map(NettyListener::descriptor)
        .flatMapToInt(OptionalInt::stream)
        .boxed()
        .toList();
  }

  @Override
  public final int stall() throws IOException {
    int count = config.stalled(listeners.size());
    for (NettyListener listener : listeners.subList(0, count)) listener.stall();
    return count;
  }

  @Override
  public final void resume() throws IOException {
    for (NettyListener listener : listeners) listener.resume();
  }

  @Override
  public final void close() throws IOException {
    // What is added last is closed first: the listeners, then the loops, each in their order.
    try (CloseStack all = new CloseStack()) {
      all.add(accounts());
      for (EventLoopGroup group : groups.reversed()) all.add(() -> end(group));
      for (NettyListener listener : listeners.reversed()) all.add(listener::close);
    }
  }

  private static void end(EventLoopGroup group) throws IOException {
    NettyListener.await(group.shutdownGracefully(0, 500, TimeUnit.MILLISECONDS));
  }
}
