package acceptbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.kernel.CounterReader;
import acceptbench.kernel.KernelCounters;
import acceptbench.kernel.ListenerWatch;
import acceptbench.kernel.SoftnetStat;
import acceptbench.kernel.Sysctls;
import acceptbench.kernel.Sysctls.Setting;
import acceptbench.load.DepthProbe;
import acceptbench.load.Dialogue;
import acceptbench.load.LoadClient;
import acceptbench.load.LoadPlan;
import acceptbench.load.TimedAction;
import acceptbench.load.arrival.BurstArrivals;
import acceptbench.load.ledger.KernelTally;
import acceptbench.load.ledger.Ledger;
import acceptbench.load.ledger.LedgerBalance;
import acceptbench.load.ledger.Settlement;
import acceptbench.server.ServerConfig;
import acceptbench.server.ServerProcess;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.testing.NeedsPrivateNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A server of any strategy whose acceptor stands still for longer than the first retransmission of
/// a SYN.
@ExtendWith(NeedsPrivateNetwork.class)
class StalledAcceptorTest {
  private static final int TOO_MANY = 30;
  private static final int SOMAXCONN = 100;
  private static final long LOOK_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(1_200);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final CounterReader reader = CounterReader.ofCallingThread();

  static Stream<Arguments> everyStrategyAndBacklog() {
    return strategies()
        .flatMap(
            strategy ->
                Stream.of(0, 5, 50, 128, 511).map(backlog -> Arguments.of(strategy, backlog)));
  }

  @ParameterizedTest
  @MethodSource("everyStrategyAndBacklog")
  void holdsBacklogPlusOneConnectionsAndDropsTheOthersSyns(AcceptStrategy strategy, int backlog)
      throws IOException {
    // JDK sockets make 50 of a backlog below 1, and the real programs take no less than 1.
    if (backlog > 0) assertThat(check(strategy, backlog)).isEqualTo(backlog);
    else assertThat(check(strategy, strategy.isProgram() ? 1 : 0)).isIn(0, 1, 50);
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void holdsSomaxconnPlusOneWhereTheBacklogIsLarger(AcceptStrategy strategy) throws IOException {
    try (Setting _ = Sysctls.ofThisMachine().set(Map.of("net.core.somaxconn", (long) SOMAXCONN))) {
      assertThat(check(strategy, 511)).isEqualTo(SOMAXCONN);
    }
  }

  /// Those that this machine can run; on CI that is all of them.
  static Stream<AcceptStrategy> strategies() {
    return Stream.of(AcceptStrategy.values())
        .filter(
            strategy -> {
              Optional<String> missing = strategy.unavailable();
              if (missing.isEmpty()) return true;
              if ("true".equals(System.getenv("CI")))
                throw new IllegalStateException(missing.get());
              return false;
            });
  }

  private static Dialogue dialogue(AcceptStrategy strategy) {
    return strategy.request().isEmpty()
        ? Dialogue.serverGreets()
        : Dialogue.clientSpeaks(strategy.request().getBytes(StandardCharsets.US_ASCII));
  }

  /// What was seen while the acceptor stood still, before any SYN was sent again.
  private record Sighting(KernelCounters counters, int depth) {}

  private int check(AcceptStrategy strategy, int backlog) throws IOException {
    try (ServerProcess server =
            ServerProcess.start(
                strategy.label(),
                new ServerConfig(backlog, workers(strategy), 0, 0),
                new BitSet(),
                List.of());
        ListenerWatch watch = new ListenerWatch(server.port())) {
      int effective = server.effectiveBacklog();
      int queue = effective + 1;
      int connections = queue + TOO_MANY;
      server.stall();
      KernelCounters before = reader.read();
      long softnet = SoftnetStat.read().dropped();
      List<Sighting> seen = new ArrayList<>();
      try (LoadClient client =
          new LoadClient(server.port(), connections, dialogue(strategy), DepthProbe.NONE)) {
        client.run(
            new LoadPlan(
                new BurstArrivals(),
                connections,
                PATIENCE_NANOS,
                List.of(
                    new TimedAction(LOOK_AFTER_NANOS, () -> seen.add(look(watch))),
                    new TimedAction(STALL_NANOS, server::requestResume))));
        Settlement<KernelCounters> settled = client.settle(reader::read);
        server.awaitResumed();
        Sighting stalled = seen.getFirst();
        assertThat(stalled.counters().minus(before).get("ListenOverflows")).isEqualTo(TOO_MANY);
        assertThat(stalled.depth()).isEqualTo(queue);
        checkConnects(client.latencies().connect(), queue);
        Ledger ledger = settled.ledger();
        assertThat(ledger.served() + ledger.ghost()).isEqualTo(connections);
        assertThat(ledger.retried()).isEqualTo(TOO_MANY);
        KernelCounters counted = settled.snapshot().minus(before);
        assertThat(
                balance(
                        ledger,
                        counted,
                        SoftnetStat.read().dropped() - softnet,
                        !strategy.request().isEmpty())
                    .problems())
            .isEmpty();
      }
      return effective;
    }
  }

  /// With SO_REUSEPORT each worker has a queue of its own, so one worker makes one queue.
  private static int workers(AcceptStrategy strategy) {
    return strategy.label().endsWith("reuseport") ? 1 : 2;
  }

  private Sighting look(ListenerWatch watch) {
    try {
      return new Sighting(reader.read(), watch.queued());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void checkConnects(Histogram connectNanos, int queue) {
    long soon = TimeUnit.MILLISECONDS.toNanos(100);
    long late = TimeUnit.MILLISECONDS.toNanos(1_000);
    assertThat(connectNanos.getCountBetweenValues(0, soon)).isEqualTo(queue);
    assertThat(connectNanos.getCountBetweenValues(late, Long.MAX_VALUE)).isEqualTo(TOO_MANY);
  }

  private static LedgerBalance balance(
      Ledger ledger, KernelCounters counted, long softnet, boolean earlyData) {
    return LedgerBalance.of(ledger, KernelTally.of(counted, softnet, false, earlyData));
  }
}
