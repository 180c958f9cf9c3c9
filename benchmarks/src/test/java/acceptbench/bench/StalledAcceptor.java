package acceptbench.bench;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.kernel.CounterReader;
import acceptbench.kernel.KernelCounters;
import acceptbench.kernel.ListenerWatch;
import acceptbench.kernel.SoftnetStat;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.socket.Ipv6;
import acceptbench.load.Dialogue;
import acceptbench.load.LatencyRecorder;
import acceptbench.load.LoadClient;
import acceptbench.load.arrival.BurstArrivals;
import acceptbench.load.arrival.LoadPlan;
import acceptbench.load.ledger.KernelTally;
import acceptbench.load.ledger.Ledger;
import acceptbench.load.ledger.LedgerBalance;
import acceptbench.load.ledger.Settlement;
import acceptbench.load.queue.DepthProbe;
import acceptbench.server.ServerProcess;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.server.strategy.Trait;
import acceptbench.testing.QuickJvm;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/// A server of any strategy whose acceptor stands still for longer than the first retransmission of
/// a SYN.
final class StalledAcceptor {
  private static final int TOO_MANY = 30;
  private static final long RETRANSMISSION_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final CounterReader reader = CounterReader.ofCallingThread();

  private StalledAcceptor() {}

  static Stream<AcceptStrategy> strategies() {
    return Stream.of(AcceptStrategy.values())
        .filter(strategy -> !strategy.has(Trait.NAMED_BY_USER));
  }

  /// Holds backlog + 1 connections and drops the others' SYNs.
  ///
  /// @return the effective backlog
  static int check(AcceptStrategy strategy, int backlog) throws IOException {
    return check(strategy, backlog, "127.0.0.1");
  }

  /// The same at another address.
  static int check(AcceptStrategy strategy, int backlog, String address) throws IOException {
    Requirement.require(Ipv6.missingFor(address));
    Requirement.require(strategy.unavailable());
    ServerConfig config =
        idle().with("backlog", backlog).with("workers", workers(strategy)).with("address", address);
    return new StalledAcceptor().hold(strategy, config);
  }

  private static Dialogue dialogue(AcceptStrategy strategy) {
    return strategy.request().isEmpty()
        ? Dialogue.serverGreets()
        : Dialogue.clientSpeaks(strategy.request().getBytes(StandardCharsets.US_ASCII));
  }

  private int hold(AcceptStrategy strategy, ServerConfig config) throws IOException {
    try (ServerProcess server =
            ServerProcess.start(strategy.label(), config, new BitSet(), QuickJvm.ARGUMENTS);
        ListenerWatch watch = new ListenerWatch(config.endpoint(server.port()))) {
      int effective = server.effectiveBacklog();
      int queue = effective + 1;
      int connections = queue + TOO_MANY;
      server.stall();
      KernelCounters before = reader.read();
      long softnet = SoftnetStat.read().dropped();
      Stalled stalled = new Stalled(server, watch, before);
      try (LoadClient client =
          new LoadClient(watch.server(), connections, dialogue(strategy), stalled)) {
        client.run(new LoadPlan(new BurstArrivals(), connections, PATIENCE_NANOS, List.of()));
        Settlement<KernelCounters> settled = client.settle(reader::read);
        assertThat(stalled.depth).as("%s", stalled).isEqualTo(queue);
        assertThat(stalled.isOver).as("%s", stalled).isTrue();
        server.awaitResumed();
        checkConnects(client.latencies(), queue);
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

  /// Looks while the acceptor stands still, and lets it go on once each SYN that was dropped has
  /// been sent again, and dropped again: however long that takes on a busy machine.
  private final class Stalled implements DepthProbe {
    private final ServerProcess server;
    private final ListenerWatch watch;
    private final KernelCounters before;
    private double dropped;
    private double sentAgain;
    private int depth;
    private boolean isOver;

    Stalled(ServerProcess server, ListenerWatch watch, KernelCounters before) {
      this.server = server;
      this.watch = watch;
      this.before = before;
    }

    @Override
    public void sample(long nanos) throws ErrnoException {
      if (isOver) return;
      KernelCounters counted = read().minus(before);
      dropped = counted.get("ListenOverflows");
      sentAgain = counted.get("TCPSynRetrans");
      depth = watch.queued();
      isOver = dropped - sentAgain == TOO_MANY && sentAgain >= TOO_MANY;
      if (isOver) server.requestResume();
    }

    private KernelCounters read() {
      try {
        return reader.read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String toString() {
      return "%.0f SYNs dropped, %.0f sent again, %d connections queued"
          .formatted(dropped, sentAgain, depth);
    }
  }

  /// Where each worker has a queue of its own, one worker makes one queue.
  private static int workers(AcceptStrategy strategy) {
    return strategy.has(Trait.QUEUE_PER_WORKER) ? 1 : 2;
  }

  /// Who had to send a SYN again connects after that, and the others before: unless the client
  /// itself began with them so late.
  private static void checkConnects(LatencyRecorder latencies, int queue) {
    Histogram connect = latencies.connect();
    long begunLate =
        latencies.lag().getCountBetweenValues(RETRANSMISSION_NANOS / 2, Long.MAX_VALUE);
    long late = connect.getCountBetweenValues(RETRANSMISSION_NANOS, Long.MAX_VALUE);
    assertThat(late).isBetween((long) TOO_MANY, TOO_MANY + begunLate);
    assertThat(connect.getTotalCount()).isEqualTo(queue + TOO_MANY);
  }

  private static LedgerBalance balance(
      Ledger ledger, KernelCounters counted, long softnet, boolean earlyData) {
    return LedgerBalance.of(ledger, KernelTally.of(counted, softnet, false, earlyData));
  }
}
