package acceptbench.server.strategy;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.socket.InetDiag;
import acceptbench.server.ServerProcess;
import acceptbench.server.ServerStats;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.testing.Await;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every strategy of the catalogue promises, asked of real server processes. How they stall is
/// in [StallContractTest], how they end in [EndContractTest].
class AcceptStrategyContractTest {
  @ParameterizedTest
  @EnumSource
  void servesTwoThousandConnectionsAndKeepsNothingOfThem(AcceptStrategy strategy) throws Exception {
    try (ServerProcess server = Servers.start(strategy, idle().with("workers", 2))) {
      // What is made on first use (selectors, buffers, a pool's threads) is there afterwards; a
      // framework opens jars and epoll instances for itself for longer.
      int first = strategy.has(Trait.OUR_HANDLER) ? 2_000 : 100;
      Clients.allGreeted(server.port(), strategy.request(), first, 4);
      ServerStats before = Servers.quiet(server, first);

      Clients.allGreeted(server.port(), strategy.request(), 2_000, 4);

      ServerStats after = Servers.quiet(server, first + 2_000);
      if (after.isCounted()) assertThat(after.accepted()).isEqualTo(first + 2_000);
      assertThat(after.cpuNanos()).isGreaterThan(before.cpuNanos());
      // A program may close its side a moment after the client's RST.
      Await.until(
          "there are no more than " + before.descriptors() + " descriptors",
          () -> server.stats().descriptors() <= before.descriptors());
    }
  }

  /// At the edges; an ordinary one is asked for in [QueuesAndAcceptorsTest].
  @ParameterizedTest
  @EnumSource
  void listensWithTheBacklogThatWasAsked(AcceptStrategy strategy) throws Exception {
    int somaxconn = Sysctl.read("net/core/somaxconn");
    for (int backlog : new int[] {-1, 0, somaxconn + 1}) {
      ServerConfig config = idle().with("backlog", backlog);
      if (strategy.has(Trait.NO_NEGATIVE_BACKLOG) && backlog < 0) {
        assertThat(strategy.refusal(config)).isPresent();
        continue;
      }
      try (ServerProcess server = Servers.start(strategy, config);
          InetDiag diag = new InetDiag()) {
        long taken = Integer.toUnsignedLong(strategy.takenBacklog(backlog));
        int expected = Math.toIntExact(Math.min(taken, somaxconn));
        assertThat(server.effectiveBacklog()).isEqualTo(expected);
        assertThat(diag.listeners(server.port()).getFirst().effectiveBacklog()).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void burnsTheCpuTimeThatWasAskedUnlessItIsWarmedUp(AcceptStrategy strategy) throws Exception {
    // Either alone, and all else that 20 connections cost, is far less than both: a slow, busy
    // machine took 141 ms of CPU time for the rest of them, with fd-passing.
    ServerConfig config =
        idle().with("workers", 2).with("handlerMicros", 15_000).with("acceptorMicros", 15_000);
    // Whether it may refuse is asked in QueuesAndAcceptorsTest.
    if (strategy.refusal(config).isPresent()) return;
    try (ServerProcess server = Servers.start(strategy, config)) {
      server.warming(true);
      Clients.allGreeted(server.port(), strategy.request(), 10, 2);
      long cold = Servers.quiet(server, 10).cpuNanos();
      Clients.allGreeted(server.port(), strategy.request(), 20, 2);
      long warmed = Servers.quiet(server, 30).cpuNanos();
      assertThat(Duration.ofNanos(warmed - cold)).isLessThan(Duration.ofMillis(20 * 15));
      server.warming(false);
      Clients.allGreeted(server.port(), strategy.request(), 20, 2);
      long spent = Servers.quiet(server, 50).cpuNanos() - warmed;
      // What 20 connections cost beside it is less than either of the two, as above.
      assertThat(Duration.ofNanos(spent))
          .isBetween(Duration.ofMillis(20 * 30), Duration.ofMillis(20 * (30 + 15)));
    }
  }
}
