package acceptbench.server.strategy;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.linux.process.CpuClock;
import acceptbench.linux.process.DescriptorLimit;
import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.ListenerSocket;
import acceptbench.server.ServerProcess;
import acceptbench.server.Stalled;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.parameter.StallKind;
import acceptbench.testing.Await;
import acceptbench.testing.Greeter;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the strategies of the catalogue do when they have no descriptor left. One worker, so that
/// there is one accept queue everywhere.
class DescriptorStallTest {
  private static final int BACKLOG = 30;
  private static final int TOO_MANY = 6;
  private static final int ROUNDS = 2;

  private static final long SPINNING_NANOS = 200_000_000;

  static Stream<AcceptStrategy> starvable() {
    return Stream.of(AcceptStrategy.values())
        .filter(strategy -> strategy.refusal(config(strategy)).isEmpty());
  }

  private static ServerConfig config(AcceptStrategy strategy) {
    ServerConfig config = idle().with("backlog", BACKLOG).with("stallKind", StallKind.DESCRIPTORS);
    return strategy.has(Trait.NAMED_BY_USER)
        ? config.with("command", Greeter.command("insists"))
        : config;
  }

  /// The kernel looks for a descriptor before it takes a connection from the queue: none is lost.
  @ParameterizedTest
  @MethodSource("starvable")
  void withoutDescriptorsBacklogPlusOneWaitAndAllAreServedLater(AcceptStrategy strategy)
      throws Exception {
    try (ServerProcess server = Servers.start(strategy, config(strategy))) {
      Clients.allGreeted(server.port(), strategy.request(), 10, 1);
      Servers.quiet(server, 10);
      int served = 10;
      for (int round = 0; round < ROUNDS; round++) {
        long drops = Servers.listener(server).drops();
        assertThat(server.stall().acceptors()).isOne();
        List<SocketChannel> connected = Clients.connected(server.port(), BACKLOG + 1 + TOO_MANY);
        ListenerSocket full = Servers.listener(server);
        int taken = connected.size() - full.queued();
        // An acceptor that has not come back to accept(2) yet has no descriptor in hand.
        assertThat(taken).isBetween(0, mayHaveInHand(strategy) ? 1 : 0);
        // It may take its one when the queue is full already and the others are turned away.
        assertThat(full.queued()).isBetween(BACKLOG + 1 - taken, BACKLOG + 1);
        assertThat(full.drops() - drops).isEqualTo(BACKLOG + 1 + TOO_MANY - connected.size());
        server.resume();
        Clients.allGreeted(connected, strategy.request());
        served += connected.size();
        Servers.quiet(server, served);
      }
    }
  }

  private static boolean mayHaveInHand(AcceptStrategy strategy) {
    return strategy.has(Trait.DESCRIPTOR_IN_HAND) || strategy.has(Trait.NAMED_BY_USER);
  }

  static Stream<AcceptStrategy> waiting() {
    return starvable().filter(strategy -> strategy.has(Trait.DESCRIPTOR_IN_HAND));
  }

  /// One client at a time, until one comes when the acceptor waits in accept(2).
  @ParameterizedTest
  @MethodSource("waiting")
  void whoWaitsInAcceptTakesOneMore(AcceptStrategy strategy) throws Exception {
    try (ServerProcess server = Servers.start(strategy, config(strategy))) {
      Clients.allGreeted(server.port(), strategy.request(), 10, 1);
      Await.until(
          "one is taken without a descriptor",
          () -> {
            server.stall();
            List<SocketChannel> two = Clients.connected(server.port(), 2);
            TimeUnit.MILLISECONDS.sleep(20);
            int queued = Servers.listener(server).queued();
            server.resume();
            Clients.allGreeted(two, strategy.request());
            assertThat(queued).isPositive();
            return queued == 1;
          });
    }
  }

  static Stream<AcceptStrategy> spinning() {
    return Stream.of(
        AcceptStrategy.BLOCKING,
        AcceptStrategy.NIO_SELECTOR,
        AcceptStrategy.EPOLL,
        AcceptStrategy.FD_PASSING);
  }

  @ParameterizedTest
  @MethodSource("spinning")
  void aLoopThatTriesAgainAtOnceBurnsTheCpu(AcceptStrategy strategy) throws Exception {
    try (ServerProcess server = Servers.start(strategy, config(strategy))) {
      Clients.allGreeted(server.port(), strategy.request(), 10, 1);
      long before = CpuClock.processNanos(server.pid());
      server.stall();
      List<SocketChannel> clients = Clients.connected(server.port(), 3);
      Await.until(
          "it burns the CPU",
          () -> CpuClock.processNanos(server.pid()) - before > 2 * SPINNING_NANOS);
      assertThat(server.resume().cpuNanos()).isGreaterThan(SPINNING_NANOS);
      Clients.allGreeted(clients, strategy.request());
    }
  }

  /// It comes back a second after it has found no descriptor, and not before.
  @Test
  void nettyWaitsForASecond() throws Exception {
    try (ServerProcess server =
        Servers.start(AcceptStrategy.NETTY_NIO, config(AcceptStrategy.NETTY_NIO))) {
      Clients.allGreeted(server.port(), "", 10, 1);
      Stalled stalled = server.stall();
      List<SocketChannel> clients = Clients.connected(server.port(), 3);
      TimeUnit.MILLISECONDS.sleep(300);
      server.resume();
      Clients.allGreeted(clients, "");
      assertThat(System.nanoTime() - stalled.atNanos())
          .isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
    }
  }

  /// io_uring has noted the limit when it was asked to accept (`io_accept_prep`).
  @Test
  void ioUringGoesOnAndSoThatStallIsRefused() throws Exception {
    AcceptStrategy strategy = AcceptStrategy.NETTY_IO_URING;
    try (ServerProcess server = Servers.start(strategy, idle())) {
      Clients.allGreeted(server.port(), strategy.request(), 10, 1);
      long before = DescriptorLimit.set(server.pid(), 3);
      Clients.allGreeted(server.port(), strategy.request(), 10, 1);
      DescriptorLimit.set(server.pid(), before);
    }
    assertThatThrownBy(() -> strategy.create(config(strategy)))
        .hasMessage(
            "netty-io_uring keeps the limit of when it asked the kernel to accept, so that a lower"
                + " one has no effect: stallKind may not be descriptors");
  }

  @Test
  void helidonClosesItsListenerAndSoThatStallIsRefused() throws Exception {
    AcceptStrategy strategy = AcceptStrategy.HELIDON;
    try (ServerProcess server = Servers.start(strategy, idle());
        InetDiag diag = new InetDiag()) {
      Clients.allGreeted(server.port(), strategy.request(), 10, 1);
      for (ProcessHandle process : ProcessHandle.of(server.pid()).orElseThrow().children().toList())
        DescriptorLimit.set(process.pid(), 3);
      Clients.connected(server.port(), 3);
      Await.until("it listens no more", () -> diag.listeners(server.port()).isEmpty());
    }
    assertThat(strategy.refusal(config(strategy)))
        .contains(
            "helidon closes its listener for good when it has no descriptor: stallKind may not be"
                + " descriptors");
  }

  /// Its accounts need descriptors.
  @Test
  void whoIsStalledIsNotAskedForCounts() throws Exception {
    try (ServerProcess server = Servers.start(AcceptStrategy.EPOLL, config(AcceptStrategy.EPOLL))) {
      server.stall();
      assertThatThrownBy(server::stats).hasMessageEndingWith(" is stalled and can't be asked");
      server.resume();
      assertThat(server.stats().descriptors()).isPositive();
    }
  }
}
