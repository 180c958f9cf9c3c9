package acceptbench.server.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.InetDiag;
import acceptbench.linux.ListenerSocket;
import acceptbench.linux.LoopbackUp;
import acceptbench.linux.Signals;
import acceptbench.server.ServerConfig;
import acceptbench.server.ServerProcess;
import acceptbench.server.ServerStats;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every strategy of the catalogue promises, asked of real server processes.
@ExtendWith(LoopbackUp.class)
class AcceptStrategyContractTest {
  private static ServerProcess start(AcceptStrategy strategy, ServerConfig config)
      throws IOException {
    return ServerProcess.start(strategy.label(), config, new BitSet(), List.of());
  }

  @ParameterizedTest
  @EnumSource
  void servesTwoThousandConnectionsAndKeepsNothingOfThem(AcceptStrategy strategy) throws Exception {
    try (ServerProcess server = start(strategy, new ServerConfig(128, 2, 0, 0))) {
      // What is made on first use (selectors, buffers, a pool's threads) is there afterwards.
      Clients.allGreeted(server.port(), 100, 4);
      ServerStats before = quiet(server, 100);

      Clients.allGreeted(server.port(), 2_000, 4);

      ServerStats after = quiet(server, 2_100);
      assertThat(after.accepted()).isEqualTo(2_100);
      assertThat(after.served()).isEqualTo(2_100);
      assertThat(after.descriptors()).isEqualTo(before.descriptors());
      assertThat(after.cpuNanos()).isGreaterThan(before.cpuNanos());
    }
  }

  /// A client knows of its greeting a moment before the server has counted and closed.
  private static ServerStats quiet(ServerProcess server, int served) throws Exception {
    try (InetDiag diag = new InetDiag()) {
      Await.until(
          "everything is served and closed",
          () -> server.stats().served() == served && connections(diag, server.port()) == 0);
    }
    return server.stats();
  }

  private static int connections(InetDiag diag, int port) throws IOException {
    int[] count = {0};
    diag.connections(port, _ -> count[0]++);
    return count[0];
  }

  @ParameterizedTest
  @EnumSource
  void listensWithTheBacklogThatWasAsked(AcceptStrategy strategy) throws Exception {
    int somaxconn = Sysctl.read("net/core/somaxconn");
    for (int backlog : new int[] {0, 1, 511, somaxconn + 1}) {
      try (ServerProcess server = start(strategy, new ServerConfig(backlog, 1, 0, 0))) {
        assertThat(listener(server).effectiveBacklog())
            .isEqualTo(server.effectiveBacklog())
            .isEqualTo(Math.min(JdkBacklog.of(strategy, backlog), somaxconn));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStalledAcceptorHoldsBacklogPlusOneConnections(AcceptStrategy strategy) throws Exception {
    for (int backlog : new int[] {1, 50}) {
      try (ServerProcess server = start(strategy, new ServerConfig(backlog, 2, 0, 0))) {
        Clients.allGreeted(server.port(), 10, 1);
        for (int round = 0; round < 3; round++) {
          server.stall();
          List<SocketChannel> connected = connect(server, backlog + 6);
          assertThat(connected).hasSize(backlog + 1);
          assertThat(listener(server).queued()).isEqualTo(backlog + 1);
          server.resume();
          for (SocketChannel channel : connected) {
            assertThat(Clients.read(channel)).isEqualTo("HELLO");
            channel.close();
          }
        }
        assertThat(quiet(server, 10 + 3 * (backlog + 1)).accepted())
            .isEqualTo(10 + 3 * (backlog + 1));
      }
    }
  }

  /// Those of `count` clients that connect at once; the others are called off, so that their SYNs
  /// do not come again.
  private static List<SocketChannel> connect(ServerProcess server, int count) throws IOException {
    List<SocketChannel> connected = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SocketChannel channel = Clients.begin(server.port());
      if (channel.finishConnect()) connected.add(channel);
      else channel.close();
    }
    return connected;
  }

  @ParameterizedTest
  @EnumSource
  void stallsExactlyWhileConnectionsKeepComing(AcceptStrategy strategy) throws Exception {
    try (ServerProcess server = start(strategy, new ServerConfig(1_000, 2, 0, 0))) {
      for (int round = 0; round < 5; round++) {
        CompletableFuture<List<SocketChannel>> clients =
            CompletableFuture.supplyAsync(() -> manyClients(server.port(), 400));
        server.stall();
        long accepted = server.stats().accepted();
        List<SocketChannel> channels = clients.get(20, TimeUnit.SECONDS);
        assertThat(server.stats().accepted()).isEqualTo(accepted);
        assertThat(accepted + listener(server).queued()).isEqualTo(400L * (round + 1));
        server.resume();
        for (SocketChannel channel : channels) {
          assertThat(channel.finishConnect()).isTrue();
          assertThat(Clients.read(channel)).isEqualTo("HELLO");
          channel.close();
        }
      }
    }
  }

  private static List<SocketChannel> manyClients(int port, int count) {
    List<SocketChannel> channels = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) channels.add(Clients.begin(port));
      return channels;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void burnsTheCpuTimeThatWasAsked(AcceptStrategy strategy) throws Exception {
    try (ServerProcess server = start(strategy, new ServerConfig(128, 2, 3_000, 1_000))) {
      Clients.allGreeted(server.port(), 10, 2);
      long before = quiet(server, 10).cpuNanos();
      Clients.allGreeted(server.port(), 50, 2);
      long spent = quiet(server, 60).cpuNanos() - before;
      assertThat(Duration.ofNanos(spent)).isGreaterThan(Duration.ofMillis(50 * 4));
    }
  }

  @ParameterizedTest
  @EnumSource
  void stopsWithinASecondAndLeavesNoProcess(AcceptStrategy strategy) throws Exception {
    ServerProcess server = start(strategy, new ServerConfig(128, 2, 0, 0));
    List<ProcessHandle> tree = tree(server);
    Clients.allGreeted(server.port(), 10, 1);

    long start = System.nanoTime();
    server.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    assertThat(tree).noneMatch(ProcessHandle::isAlive);
    assertThat(server.onExit().get(1, TimeUnit.SECONDS).exitValue()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void leavesNothingWhenOneOfItsProcessesIsKilled(AcceptStrategy strategy) throws Exception {
    int processes = 1;
    for (int victim = 0; victim < processes; victim++) {
      List<ProcessHandle> tree;
      try (ServerProcess server = start(strategy, new ServerConfig(128, 2, 0, 0))) {
        tree = tree(server);
        processes = tree.size();
        Signals.send(tree.get(victim).pid(), Signals.SIGKILL);
        // A server may go on without a worker; without its first process nothing of it may stay.
        if (victim == 0) Await.until("all are gone", () -> noneAlive(tree));
      }
      assertThat(tree).noneMatch(ProcessHandle::isAlive);
    }
  }

  private static boolean noneAlive(List<ProcessHandle> processes) {
    return processes.stream().noneMatch(ProcessHandle::isAlive);
  }

  private static List<ProcessHandle> tree(ServerProcess server) {
    ProcessHandle root = ProcessHandle.of(server.pid()).orElseThrow();
    return Stream.concat(Stream.of(root), root.descendants()).toList();
  }

  private static ListenerSocket listener(ServerProcess server) throws IOException {
    try (InetDiag diag = new InetDiag()) {
      return diag.listeners(server.port()).getFirst();
    }
  }
}
