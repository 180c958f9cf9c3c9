package acceptbench.server.strategy;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.LoopbackUp;
import acceptbench.linux.process.Signals;
import acceptbench.linux.socket.InetDiag;
import acceptbench.server.ServerConfig;
import acceptbench.server.ServerProcess;
import acceptbench.server.ServerStats;
import acceptbench.testing.Await;
import acceptbench.testing.Processes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every strategy of the catalogue promises, asked of real server processes. How they stall is
/// in [StallContractTest].
@ExtendWith(LoopbackUp.class)
class AcceptStrategyContractTest {
  private static final Duration SOON = Duration.ofSeconds(2);

  @ParameterizedTest
  @EnumSource
  void servesTwoThousandConnectionsAndKeepsNothingOfThem(AcceptStrategy strategy) throws Exception {
    try (ServerProcess server = Servers.start(strategy, idle().with("workers", 2))) {
      // What is made on first use (selectors, buffers, a pool's threads) is there afterwards.
      Clients.allGreeted(server.port(), strategy.request(), 100, 4);
      ServerStats before = Servers.quiet(server, 100);

      Clients.allGreeted(server.port(), strategy.request(), 2_000, 4);

      ServerStats after = Servers.quiet(server, 2_100);
      if (after.isCounted()) assertThat(after.accepted()).isEqualTo(2_100);
      assertThat(after.cpuNanos()).isGreaterThan(before.cpuNanos());
      // A program may close its side a moment after the client's RST.
      Await.until(
          "there are no more than " + before.descriptors() + " descriptors",
          () -> server.stats().descriptors() <= before.descriptors());
    }
  }

  @ParameterizedTest
  @EnumSource
  void listensWithTheBacklogThatWasAsked(AcceptStrategy strategy) throws Exception {
    int somaxconn = Sysctl.read("net/core/somaxconn");
    for (int backlog : new int[] {0, 511, somaxconn + 1}) {
      try (ServerProcess server = Servers.start(strategy, idle().with("backlog", backlog));
          InetDiag diag = new InetDiag()) {
        int expected = Math.min(strategy.takenBacklog(backlog), somaxconn);
        assertThat(server.effectiveBacklog()).isEqualTo(expected);
        assertThat(diag.listeners(server.port()).getFirst().effectiveBacklog()).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void burnsTheCpuTimeThatWasAsked(AcceptStrategy strategy) throws Exception {
    // Either alone, and all else that 20 connections cost, is far less than both.
    ServerConfig config =
        idle().with("workers", 2).with("handlerMicros", 6_000).with("acceptorMicros", 6_000);
    // Whether it may refuse is asked in TraitTest.
    if (strategy.refusal(config).isPresent()) return;
    try (ServerProcess server = Servers.start(strategy, config)) {
      Clients.allGreeted(server.port(), strategy.request(), 10, 2);
      long before = Servers.quiet(server, 10).cpuNanos();
      Clients.allGreeted(server.port(), strategy.request(), 20, 2);
      long spent = Servers.quiet(server, 30).cpuNanos() - before;
      assertThat(Duration.ofNanos(spent)).isGreaterThan(Duration.ofMillis(20 * 12));
    }
  }

  @ParameterizedTest
  @EnumSource
  void stopsByItselfAndLeavesNoProcess(AcceptStrategy strategy) throws Exception {
    ServerProcess server = Servers.start(strategy, idle().with("workers", 2));
    List<ProcessHandle> tree = tree(server);
    Clients.allGreeted(server.port(), strategy.request(), 10, 1);

    server.close();

    // What is still there after some time is killed, which would be 137.
    assertThat(tree).allMatch(Processes::hasEnded);
    assertThat(server.onExit().get(1, TimeUnit.SECONDS).exitValue()).isZero();
  }

  /// Also when it is killed: sockets, configuration and shared memory have no name any more by
  /// then.
  @ParameterizedTest
  @EnumSource
  void hasNoFileOnceItIsReady(AcceptStrategy strategy, @TempDir Path folder) throws Exception {
    Servers.require(strategy);
    List<String> jvmArguments = List.of("-Djava.io.tmpdir=" + folder);
    try (ServerProcess server =
        ServerProcess.start(
            strategy.label(), idle().with("workers", 2), new BitSet(), jvmArguments)) {
      Clients.allGreeted(server.port(), strategy.request(), 10, 1);
      assertThat(folder).isEmptyDirectory();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource
  void leavesNothingWhenOneOfItsProcessesIsKilled(AcceptStrategy strategy) throws Exception {
    int processes = 1;
    for (int victim = 0; victim < processes; victim++) {
      List<ProcessHandle> tree;
      try (ServerProcess server = Servers.start(strategy, idle().with("workers", 2))) {
        tree = tree(server);
        processes = tree.size();
        Signals.send(tree.get(victim).pid(), Signals.SIGKILL);
        // A server may go on without a worker; without its first process nothing of it may stay.
        if (victim == 0) Await.until("all are gone", SOON, () -> noneAlive(tree));
      }
      Await.until("the rest is gone", SOON, () -> noneAlive(tree));
    }
  }

  private static boolean noneAlive(List<ProcessHandle> processes) {
    return processes.stream().allMatch(Processes::hasEnded);
  }

  private static List<ProcessHandle> tree(ServerProcess server) {
    ProcessHandle root = ProcessHandle.of(server.pid()).orElseThrow();
    return Stream.concat(Stream.of(root), root.descendants()).toList();
  }
}
