package acceptbench.server.strategy;

import acceptbench.server.AcceptServer;
import acceptbench.server.parameter.Labelled;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.Property.OwnBacklog;
import acceptbench.server.strategy.Property.OwnDeferral;
import acceptbench.server.strategy.Property.Request;
import acceptbench.server.strategy.Property.Unstarvable;
import acceptbench.server.strategy.descriptor.ConnectionLimitServer;
import acceptbench.server.strategy.descriptor.EpollServer;
import acceptbench.server.strategy.descriptor.ReuseportCbpfServer;
import acceptbench.server.strategy.descriptor.ReuseportIncomingCpuServer;
import acceptbench.server.strategy.descriptor.ReuseportServer;
import acceptbench.server.strategy.descriptor.SharedBlockingServer;
import acceptbench.server.strategy.descriptor.SharedEpollServer;
import acceptbench.server.strategy.framework.Framework;
import acceptbench.server.strategy.framework.FrameworkServer;
import acceptbench.server.strategy.framework.HelidonServer;
import acceptbench.server.strategy.framework.JdkHttpServer;
import acceptbench.server.strategy.framework.JettyServer;
import acceptbench.server.strategy.framework.Netty3Server;
import acceptbench.server.strategy.framework.TomcatServer;
import acceptbench.server.strategy.framework.UndertowServer;
import acceptbench.server.strategy.framework.VertxServer;
import acceptbench.server.strategy.netty.NettyEpollReuseportServer;
import acceptbench.server.strategy.netty.NettyEpollServer;
import acceptbench.server.strategy.netty.NettyIoUringServer;
import acceptbench.server.strategy.netty.NettyNative;
import acceptbench.server.strategy.netty.NettyNioServer;
import acceptbench.server.strategy.nio.HandoffLeastServer;
import acceptbench.server.strategy.nio.NioSelectorServer;
import acceptbench.server.strategy.nio.NioWorkersServer;
import acceptbench.server.strategy.process.FdPassingServer;
import acceptbench.server.strategy.process.PreforkServer;
import acceptbench.server.strategy.program.ApacheServer;
import acceptbench.server.strategy.program.CommandServer;
import acceptbench.server.strategy.program.HaproxyServer;
import acceptbench.server.strategy.program.NginxServer;
import acceptbench.server.strategy.socket.BlockingPoolServer;
import acceptbench.server.strategy.socket.BlockingServer;
import acceptbench.server.strategy.socket.VirtualThreadsServer;
import com.google.errorprone.annotations.Immutable;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// Every way to accept that is measured. All strategies listed here are in each benchmark, test and
/// report: to add one, write its class and its entry, with what it needs of the machine and its
/// traits. There is no other list of strategies.
public enum AcceptStrategy implements Labelled {
  BLOCKING(
      "blocking",
      "one thread: ServerSocket.accept, serve, close, again",
      BlockingServer::new,
      Trait.JDK_SOCKETS,
      Trait.DESCRIPTOR_IN_HAND),
  BLOCKING_POOL(
      "blocking-pool",
      "one accepting thread, a pool of platform threads",
      BlockingPoolServer::new,
      Trait.JDK_SOCKETS,
      Trait.DESCRIPTOR_IN_HAND),
  VIRTUAL_THREADS(
      "virtual-threads",
      "one accepting thread, a virtual thread per connection",
      VirtualThreadsServer::new,
      Trait.JDK_SOCKETS,
      Trait.DESCRIPTOR_IN_HAND),
  NIO_SELECTOR(
      "nio-selector",
      "one thread, one Selector for accepting and I/O",
      NioSelectorServer::new,
      Trait.TELLS_WAKEUPS,
      Trait.JDK_SOCKETS,
      Trait.WHOLE_BATCHES),
  NIO_WORKERS(
      "nio-workers",
      "an accepting Selector hands over to worker Selectors",
      NioWorkersServer::new,
      Trait.TELLS_WAKEUPS,
      Trait.JDK_SOCKETS,
      Trait.WHOLE_BATCHES),
  HANDOFF_LEAST(
      "handoff-least",
      "the same, each to the worker with the fewest in hand",
      HandoffLeastServer::new,
      Trait.TELLS_WAKEUPS,
      Trait.JDK_SOCKETS,
      Trait.WHOLE_BATCHES),
  NETTY_NIO(
      "netty-nio",
      "Netty boss and workers on the JDK's Selector",
      NettyNioServer::new,
      Trait.TELLS_WAKEUPS,
      Trait.JDK_SOCKETS,
      new OwnBacklog(OwnBacklog.SOMAXCONN),
      Trait.NO_NEGATIVE_BACKLOG,
      Trait.WHOLE_BATCHES),
  NETTY_EPOLL(
      "netty-epoll",
      "Netty boss and workers on epoll",
      NettyEpollServer::new,
      NettyNative::epollMissing,
      Trait.DEFERS_ACCEPT,
      Trait.TELLS_WAKEUPS,
      new OwnBacklog(OwnBacklog.SOMAXCONN),
      Trait.NO_NEGATIVE_BACKLOG,
      Trait.QUEUE_WAITS,
      Trait.WHOLE_BATCHES),
  NETTY_EPOLL_REUSEPORT(
      "netty-epoll-reuseport",
      "Netty, one SO_REUSEPORT listener per event loop",
      NettyEpollReuseportServer::new,
      NettyNative::epollMissing,
      Trait.DEFERS_ACCEPT,
      Trait.TELLS_WAKEUPS,
      new OwnBacklog(OwnBacklog.SOMAXCONN),
      Trait.NO_NEGATIVE_BACKLOG,
      Trait.QUEUE_PER_WORKER,
      Trait.ACCEPTING_WORKERS,
      Trait.QUEUE_WAITS,
      Trait.WHOLE_BATCHES),
  NETTY_IO_URING(
      "netty-io_uring",
      "Netty boss and workers on io_uring, multishot accept",
      NettyIoUringServer::new,
      NettyNative::ioUringMissing,
      Trait.DEFERS_ACCEPT,
      // accept->nofile in io_accept_prep (io_uring/net.c).
      new Unstarvable(
          "keeps the limit of when it asked the kernel to accept, so that a lower one has no"
              + " effect"),
      new OwnBacklog(OwnBacklog.SOMAXCONN),
      Trait.NO_NEGATIVE_BACKLOG,
      Trait.ACCEPTS_AHEAD),
  FD_PASSING(
      "fd-passing",
      "an acceptor process passes each accepted descriptor to worker processes (SCM_RIGHTS)",
      FdPassingServer::new,
      Trait.DEFERS_ACCEPT,
      Trait.QUEUE_WAITS,
      Trait.DESCRIPTOR_IN_HAND,
      Trait.NO_DEFAULT_BACKLOG),
  PREFORK(
      "prefork",
      "processes that share one listening descriptor, each blocked in accept",
      PreforkServer::new,
      Trait.DEFERS_ACCEPT,
      Trait.ACCEPTING_WORKERS,
      Trait.DESCRIPTOR_IN_HAND,
      Trait.NO_DEFAULT_BACKLOG),
  EPOLL(
      "epoll",
      "one thread, epoll and accept4 through java.lang.foreign",
      EpollServer::new,
      Trait.DEFERS_ACCEPT,
      Trait.TELLS_WAKEUPS,
      Trait.QUEUE_WAITS,
      Trait.NO_DEFAULT_BACKLOG),
  CONNECTION_LIMIT(
      "connection-limit",
      "epoll that keeps connections until their clients close them, up to a limit",
      ConnectionLimitServer::new,
      Trait.DEFERS_ACCEPT,
      Trait.TELLS_WAKEUPS,
      Trait.QUEUE_WAITS,
      Trait.NO_DEFAULT_BACKLOG),
  SHARED_BLOCKING(
      "shared-blocking",
      "threads blocked in accept4 on one listening descriptor",
      SharedBlockingServer::new,
      Trait.DEFERS_ACCEPT,
      Trait.ACCEPTING_WORKERS,
      Trait.DESCRIPTOR_IN_HAND,
      Trait.QUEUE_WAITS,
      Trait.NO_DEFAULT_BACKLOG),
  SHARED_EPOLL(
      "shared-epoll",
      "threads on one listening descriptor, epoll with EPOLLEXCLUSIVE",
      SharedEpollServer::new,
      Trait.DEFERS_ACCEPT,
      Trait.TELLS_WAKEUPS,
      Trait.ACCEPTING_WORKERS,
      Trait.QUEUE_WAITS,
      Trait.NO_DEFAULT_BACKLOG),
  REUSEPORT(
      "reuseport",
      "one SO_REUSEPORT listener and one epoll thread per worker",
      ReuseportServer::new,
      Trait.DEFERS_ACCEPT,
      Trait.TELLS_WAKEUPS,
      Trait.QUEUE_PER_WORKER,
      Trait.ACCEPTING_WORKERS,
      Trait.QUEUE_WAITS,
      Trait.NO_DEFAULT_BACKLOG),
  REUSEPORT_CBPF(
      "reuseport-cbpf",
      "the same, a BPF program chooses the listener: by CPU, or at random (steering)",
      ReuseportCbpfServer::new,
      Trait.DEFERS_ACCEPT,
      Trait.TELLS_WAKEUPS,
      Trait.QUEUE_PER_WORKER,
      Trait.STEERED,
      Trait.ACCEPTING_WORKERS,
      Trait.QUEUE_WAITS,
      Trait.NO_DEFAULT_BACKLOG),
  REUSEPORT_INCOMING_CPU(
      "reuseport-incoming-cpu",
      "the same, each listener preferred by a CPU (SO_INCOMING_CPU)",
      ReuseportIncomingCpuServer::new,
      Trait.DEFERS_ACCEPT,
      Trait.TELLS_WAKEUPS,
      Trait.QUEUE_PER_WORKER,
      Trait.STEERED,
      Trait.ACCEPTING_WORKERS,
      Trait.QUEUE_WAITS,
      Trait.NO_DEFAULT_BACKLOG),
  NGINX(
      "nginx",
      "the real nginx, stream module",
      NginxServer::new,
      NginxServer::unavailable,
      new OwnBacklog(511),
      new OwnDeferral(NginxServer.DEFER_SECONDS),
      Trait.DEFERS_ACCEPT,
      Trait.PROGRAM,
      Trait.ONE_OR_ALL),
  HAPROXY(
      "haproxy",
      "the real HAProxy, a service in Lua",
      HaproxyServer::new,
      HaproxyServer::unavailable,
      // The maxconn of our configuration.
      new OwnBacklog(HaproxyServer.MAXCONN),
      new OwnDeferral(HaproxyServer.DEFER_SECONDS),
      Trait.DEFERS_ACCEPT,
      Trait.PROGRAM),
  APACHE(
      "apache",
      "the real Apache httpd, event MPM, over HTTP",
      ApacheServer::new,
      ApacheServer::unavailable,
      new OwnBacklog(511),
      new OwnDeferral(ApacheServer.DEFER_SECONDS),
      // The event MPM's resource_shortage.
      new Unstarvable("ends a process that has no descriptor and starts another"),
      new Request(ApacheServer.REQUEST),
      Trait.DEFERS_ACCEPT,
      Trait.PROGRAM),
  JETTY(
      "jetty",
      "Jetty 12 as it ships, over HTTP",
      JettyServer.class,
      Trait.JDK_SOCKETS,
      Trait.DESCRIPTOR_IN_HAND),
  TOMCAT(
      "tomcat",
      "Tomcat 11 as it ships, over HTTP",
      TomcatServer.class,
      new OwnBacklog(100),
      Trait.DESCRIPTOR_IN_HAND),
  UNDERTOW(
      "undertow",
      "Undertow 2 as it ships, over HTTP",
      UndertowServer.class,
      new OwnBacklog(1_000),
      Trait.JDK_SOCKETS),
  VERTX(
      "vertx",
      "Vert.x 5 as it ships, over HTTP",
      VertxServer.class,
      new OwnBacklog(OwnBacklog.SOMAXCONN),
      Trait.JDK_SOCKETS),
  HELIDON(
      "helidon",
      "Helidon 4 as it ships, over HTTP",
      HelidonServer.class,
      new OwnBacklog(1024),
      // "Got a socket exception while listening, this server socket is terminating now".
      new Unstarvable("closes its listener for good when it has no descriptor"),
      Trait.JDK_SOCKETS),
  JDK_HTTP(
      "jdk-http",
      "the JDK's HttpServer as it ships, over HTTP",
      JdkHttpServer.class,
      Trait.JDK_SOCKETS),
  NETTY_3(
      "netty-3",
      "Netty 3.7 on the JDK's Selector, over HTTP",
      Netty3Server.class,
      Trait.JDK_SOCKETS),
  COMMAND(
      "command",
      "a program that the user names, see -p command",
      CommandServer::new,
      CommandServer::unavailable,
      Trait.PROGRAM,
      Trait.NAMED_BY_USER);

  /// What the JDK's sockets take where they are given none, or one below 1.
  private static final int JDK_BACKLOG = 50;

  /// A strategy's constructor.
  @Immutable
  private interface Factory {
    AcceptServer create(ServerConfig config);
  }

  /// Looks for what a strategy needs.
  @Immutable
  private interface Check {
    Optional<String> missing();
  }

  private final String label;
  private final String description;
  private final Factory factory;
  private final Check check;

  @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
  private final Set<Property> properties;

  AcceptStrategy(String label, String description, Factory factory, Property... properties) {
    this(label, description, factory, Optional::empty, properties);
  }

  AcceptStrategy(
      String label, String description, Factory factory, Check check, Property... properties) {
    this.label = label;
    this.description = description;
    this.factory = factory;
    this.check = check;
    this.properties = Set.of(properties);
  }

  /// A Java server in a JVM of its own.
  ///
  /// @param more beside those that all of them have
  AcceptStrategy(
      String label, String description, Class<? extends Framework> framework, Property... more) {
    this(
        label,
        description,
        config -> new FrameworkServer(framework, config),
        FrameworkServer::unavailable,
        Stream.concat(
                Stream.of(new Request(FrameworkServer.REQUEST), Trait.PROGRAM, Trait.OUR_HANDLER),
                Stream.of(more))
            .toArray(Property[]::new));
  }

  /// The name that parameters and reports use, `nio-selector` say.
  @Override
  public String label() {
    return label;
  }

  /// The mechanism in one line.
  public String description() {
    return description;
  }

  /// Why this machine can't run the strategy and what would help, in one line; nothing where it
  /// can.
  public Optional<String> unavailable() {
    return check.missing();
  }

  /// The same for a server that is asked for, which may be a program of the user's.
  public Optional<String> unavailable(ServerConfig config) {
    return unavailable()
        .or(() -> has(Trait.NAMED_BY_USER) ? CommandServer.missing(config) : Optional.empty());
  }

  /// Why the strategy can't do what is asked of it, in one line; nothing where it can.
  ///
  /// @throws IllegalArgumentException where the user's own command is wrong in itself
  public Optional<String> refusal(ServerConfig config) {
    return Refusals.of(this, config);
  }

  /// Whether it has that trait.
  public boolean has(Trait trait) {
    return properties.contains(trait);
  }

  /// Whether it is a real program, which doesn't say what it accepted and served.
  public boolean isProgram() {
    return has(Trait.PROGRAM);
  }

  /// The backlog that is given to listen(2) where this one is asked for. Only the user's own
  /// program knows what it makes of it.
  public int takenBacklog(int backlog) {
    if (backlog >= 1) return backlog;
    if (has(Trait.JDK_SOCKETS)) return JDK_BACKLOG;
    return isProgram() ? 1 : backlog;
  }

  /// The backlog that it asks listen(2) for where nobody names one, before somaxconn cuts it; empty
  /// where it has none of its own.
  OptionalInt ownBacklog() {
    OptionalInt own = with(OwnBacklog.class).mapToInt(OwnBacklog::asked).findAny();
    return own.isEmpty() && has(Trait.JDK_SOCKETS) ? OptionalInt.of(JDK_BACKLOG) : own;
  }

  /// The only number of seconds that a real program defers accepting by, beside 0; empty where
  /// `deferAccept` may be any, or none at all.
  public OptionalInt ownDeferral() {
    return with(OwnDeferral.class).mapToInt(OwnDeferral::seconds).findAny();
  }

  /// Why it can't be left without descriptors for a while; empty where it can.
  Optional<String> unstarvable() {
    return with(Unstarvable.class).map(Unstarvable::why).findAny();
  }

  /// How many accept queues there are with that many workers.
  public int queues(int workers) {
    return has(Trait.QUEUE_PER_WORKER) ? workers : 1;
  }

  /// What the client has to send first; empty where the server speaks first. The last 5 bytes of
  /// what the server sends are `HELLO`, which is all of it where the server speaks first.
  public String request() {
    return with(Request.class).map(Request::text).findAny().orElse("");
  }

  private <P extends Property> Stream<P> with(Class<P> kind) {
    return properties.stream().filter(kind::isInstance).map(kind::cast);
  }

  /// A server that has not been started. To be used in a process of its own, see
  /// [acceptbench.server.ServerProcess].
  ///
  /// @throws IllegalArgumentException where it is not available or refuses, saying why
  public AcceptServer create(ServerConfig config) {
    Optional<String> reason = refusal(config).or(() -> unavailable(config));
    if (reason.isPresent()) throw new IllegalArgumentException(reason.get());
    return factory.create(config);
  }

  /// The strategy with this label, or with one of a [ControlArm].
  ///
  /// @throws IllegalArgumentException listing the labels, where there is none
  public static AcceptStrategy named(String label) {
    return Labelled.named("strategy", values(), ControlArm.strategy(label));
  }

  @Override
  public String toString() {
    return label;
  }
}
