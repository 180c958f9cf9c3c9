package acceptbench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.kernel.CounterReader;
import acceptbench.kernel.KernelCounters;
import acceptbench.kernel.SoftnetStat;
import acceptbench.linux.Libc;
import acceptbench.linux.process.CpuAffinity;
import acceptbench.linux.socket.Endpoint;
import acceptbench.linux.socket.TcpSocket;
import acceptbench.load.arrival.BurstArrivals;
import acceptbench.load.arrival.ClosedLoopArrivals;
import acceptbench.load.arrival.ConstantRateArrivals;
import acceptbench.load.arrival.LoadPlan;
import acceptbench.load.arrival.PoissonArrivals;
import acceptbench.load.arrival.TimedAction;
import acceptbench.load.ledger.KernelTally;
import acceptbench.load.ledger.Ledger;
import acceptbench.load.ledger.LedgerBalance;
import acceptbench.load.ledger.Settlement;
import acceptbench.load.queue.DepthProbe;
import acceptbench.load.queue.HandshakeEnds;
import acceptbench.load.trace.ConnectionTrace;
import acceptbench.load.trace.Fate;
import acceptbench.testing.HandlingServer;
import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Two clients, each on a CPU of its own: what one would have counted.
@ExtendWith(NeedsPrivateNetwork.class)
class LoadClientsTest {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final CounterReader reader = CounterReader.ofCallingThread();

  @BeforeEach
  void needsTwoCpus() throws IOException {
    Requirement.require(CpuAffinity.get().cardinality() > 1, "two load clients need two CPUs");
  }

  private static LoadClients two(int port, int capacity) throws IOException {
    return new LoadClients(
        Endpoint.loopback(port),
        capacity,
        Dialogue::serverGreets,
        DepthProbe.NONE,
        true,
        2,
        CpuAffinity.get());
  }

  /// Nobody accepts: all that don't find room send their SYNs until patience ends.
  @Test
  void whatAFullQueueDropsIsInTheLedgerToTheLastPacket() throws IOException {
    int backlog = 50;
    int burst = 201;
    int listener = TcpSocket.listen(0, backlog, 0, false);
    try (LoadClients clients = two(TcpSocket.localPort(listener), burst)) {
      long softnet = SoftnetStat.read().dropped();
      KernelCounters before = reader.read();
      clients.run(
          new LoadPlan(
              new BurstArrivals(), burst, TimeUnit.MILLISECONDS.toNanos(1_500), List.of()));
      Settlement<KernelCounters> settled = clients.settle(reader::read);
      KernelCounters counted = settled.snapshot().minus(before);
      Ledger ledger = settled.ledger();
      long queued = burst - ledger.unansweredSyns();
      assertThat(ledger.attempted()).isEqualTo(burst);
      assertThat(ledger.timedOut()).isEqualTo(burst);
      assertThat(queued).as("backlog + 1, and + 1 for the second CPU").isBetween(51L, 52L);
      assertThat(clients.latencies().connect().getTotalCount()).isEqualTo(queued);
      assertThat(clients.handshakes().orElseThrow().size()).isEqualTo((int) queued);
      assertThat(counted.get("ActiveOpens")).isEqualTo(burst);
      long dropped = SoftnetStat.read().dropped() - softnet;
      assertThat(
              LedgerBalance.of(ledger, KernelTally.of(counted, dropped, false, false)).problems())
          .isEmpty();
      clients.closeAll();
    } finally {
      Libc.close(listener);
    }
  }

  @Test
  void theirHistogramsAndCountsAreOne() throws IOException {
    int connections = 501;
    BitSet before = CpuAffinity.get();
    try (ServerSocket server = HandlingServer.start((_, socket) -> HandlingServer.greet(socket));
        LoadClients clients = two(server.getLocalPort(), connections)) {
      KernelCounters counters = reader.read();
      clients.run(
          new LoadPlan(new PoissonArrivals(2_000, 1), connections, PATIENCE_NANOS, List.of()));
      Settlement<KernelCounters> settled = clients.settle(reader::read);
      assertThat(settled.ledger().served()).isEqualTo(connections);
      assertThat(clients.served()).isEqualTo(connections);
      assertThat(settled.snapshot().minus(counters).get("ActiveOpens")).isEqualTo(connections);
      for (int again = 0; again < 2; again++) {
        assertThat(clients.latencies().connect().getTotalCount()).isEqualTo(connections);
        assertThat(clients.latencies().firstByte().getTotalCount()).isEqualTo(connections);
        assertThat(clients.latencies().lag().getTotalCount()).isEqualTo(connections);
      }
      HandshakeEnds ends = clients.handshakes().orElseThrow();
      assertThat(ends.size()).isEqualTo(connections);
      checkEach(clients.trace().orElseThrow(), connections);
      assertThat(clients.perSecond()).as("as one client at most").isLessThan(2_500);
      assertThat(clients.busy()).isBetween(0.0, 1.0);
      assertThat(CpuAffinity.get()).isEqualTo(before);
      clients.reset();
      assertThat(clients.settle(() -> 0).ledger().attempted()).isZero();
      assertThat(clients.latencies().connect().getTotalCount()).isZero();
    }
  }

  /// Each connection has its own handshake.
  private static void checkEach(ConnectionTrace trace, int connections) {
    assertThat(trace.size()).isEqualTo(connections);
    assertThat(IntStream.range(0, connections).mapToLong(trace::started)).isSorted();
    assertThat(IntStream.range(0, connections).map(trace::handshake).sorted())
        .containsExactlyElementsOf(IntStream.range(0, connections).boxed().toList());
    assertThat(IntStream.range(0, connections).mapToObj(trace::fate)).containsOnly(Fate.SERVED);
  }

  /// The first connection is the first client's, which then has nothing left to do but what the
  /// second one waits for.
  @Test
  void thePlansActionsAreDoneUntilTheLastClientHasEnded() throws IOException {
    CountDownLatch acted = new CountDownLatch(1);
    HandlingServer.Handler handler =
        (index, socket) -> {
          if (index == 1) await(acted);
          HandlingServer.greet(socket);
        };
    try (ServerSocket server = HandlingServer.start(handler);
        LoadClients clients = two(server.getLocalPort(), 2)) {
      TimedAction action = new TimedAction(TimeUnit.MILLISECONDS.toNanos(300), acted::countDown);
      clients.run(new LoadPlan(new ConstantRateArrivals(20), 2, PATIENCE_NANOS, List.of(action)));
      assertThat(clients.settle(() -> 0).ledger().served()).isEqualTo(2);
      assertThat(acted.getCount()).isZero();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// The other one waits for a greeting that does not come, with patience for much longer than this
  /// test has.
  @Test
  void whoFailsStopsTheOthers() throws IOException {
    CountDownLatch failed = new CountDownLatch(1);
    HandlingServer.Handler handler =
        (index, socket) -> {
          if (index == 0) socket.getOutputStream().write("220".getBytes(StandardCharsets.US_ASCII));
          else await(failed);
        };
    BitSet before = CpuAffinity.get();
    try (ServerSocket server = HandlingServer.start(handler);
        LoadClients clients = two(server.getLocalPort(), 2)) {
      LoadPlan plan = new LoadPlan(new BurstArrivals(), 2, TimeUnit.HOURS.toNanos(1), List.of());
      assertThatThrownBy(() -> clients.run(plan)).isInstanceOf(WrongGreetingException.class);
      assertThat(CpuAffinity.get()).isEqualTo(before);
    } finally {
      failed.countDown();
    }
  }

  /// One connection after the other, of each client.
  @Test
  void inRoundsTheOthersGoOnByThemselves() throws IOException {
    LoadPlan one = new LoadPlan(new ClosedLoopArrivals(1), 1, PATIENCE_NANOS, List.of());
    try (ServerSocket server = HandlingServer.start((_, socket) -> HandlingServer.greet(socket));
        LoadClients clients = two(server.getLocalPort(), 2)) {
      for (int account = 0; account < 2; account++) {
        clients.reset();
        KernelCounters counters = reader.read();
        clients.beginRounds(one);
        for (int round = 0; round < 200; round++) clients.round(one);
        clients.endRounds();
        Settlement<KernelCounters> settled = clients.settle(reader::read);
        double opened = settled.snapshot().minus(counters).get("ActiveOpens");
        assertThat((double) settled.ledger().served()).isEqualTo(opened).isGreaterThan(200);
        assertThat(clients.latencies().firstByte().getTotalCount()).isEqualTo((long) opened);
      }
    }
  }

  @Test
  void eachNeedsACpuAndAConnection() throws IOException {
    BitSet cpu = new BitSet();
    cpu.set(0);
    assertThatThrownBy(
            () ->
                new LoadClients(
                    Endpoint.loopback(1),
                    2,
                    Dialogue::serverGreets,
                    DepthProbe.NONE,
                    false,
                    2,
                    cpu))
        .hasMessage("2 load clients need a CPU each, and there are {0}");
    try (LoadClients clients = two(1, 2)) {
      LoadPlan one = new LoadPlan(new BurstArrivals(), 1, 1, List.of());
      assertThatThrownBy(() -> clients.run(one))
          .hasMessage("1 connections are too few for 2 load clients");
    }
  }
}
