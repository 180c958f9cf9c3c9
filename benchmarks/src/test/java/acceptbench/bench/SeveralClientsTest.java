package acceptbench.bench;

import static acceptbench.bench.Bursts.value;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.bench.server.ServerUnderTest;
import acceptbench.linux.process.CpuAffinity;
import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.profile.ProfilerException;

/// Cells with two load clients: that their books balance is looked at in each of their iterations
/// ([IterationAccount]), as with one.
@ExtendWith(NeedsPrivateNetwork.class)
class SeveralClientsTest {
  private static final Map<String, String> COMMON =
      Map.of("strategy", "epoll", "clients", "2", "backlog", "50", "handlerMicros", "0");

  @BeforeEach
  void needsTwoCpus() throws IOException {
    Requirement.require(CpuAffinity.get().cardinality() > 1, "two load clients need two CPUs");
  }

  private static Map<String, String> withCommon(Map<String, String> parameters) {
    Map<String, String> all = new HashMap<>(COMMON);
    all.putAll(parameters);
    return all;
  }

  /// The law `more-than-one`: on two CPUs two connections may find room for the last one. While one
  /// CPU adds the last of the queue, the other may have answered a SYN by a cookie: a ghost.
  @Test
  void aBurstAtAStalledAcceptorOverflowsItsQueue() throws IOException, ProfilerException {
    try (Bursts bursts = new Bursts(withCommon(Map.of("burst", "201", "stallMillis", "300")))) {
      for (int i = 0; i < 2; i++) {
        Map<String, Double> iteration = bursts.iteration();
        double ghosts = value(iteration, "ledger.ghost");
        assertThat(iteration)
            .containsEntry("ledger.attempted", 201.0)
            .containsEntry("ledger.served", 201 - ghosts)
            .containsEntry("queueWait.joined", 201 - ghosts)
            .containsEntry("stall.count", 1.0)
            .containsEntry(
                "ListenOverflows",
                value(iteration, "ledger.synRetries")
                    + ghosts
                    + value(iteration, "ledger.droppedFinalAcks"));
        assertThat(value(iteration, "listener.peakDepth")).isBetween(51.0, 52.0);
        assertThat(value(iteration, "stall.millis")).isGreaterThanOrEqualTo(300);
      }
    }
  }

  /// The clients' connections are in one or the other of the two queues, whoever made them.
  @Test
  void twoListenersHaveAllConnections() throws IOException, ProfilerException {
    Map<String, String> parameters =
        Map.of("strategy", "reuseport", "backlog", "511", "burst", "300", "burstRate", "2000");
    try (Bursts bursts = new Bursts(withCommon(parameters))) {
      Map<String, Double> iteration = bursts.iteration();
      assertThat(iteration)
          .containsEntry("ledger.served", 300.0)
          .containsEntry("queueWait.joined", 300.0)
          .containsEntry("ListenOverflows", 0.0);
      assertThat(value(iteration, "acceptor.share.0") + value(iteration, "acceptor.share.1"))
          .isEqualTo(300);
      assertThat(value(iteration, "rate.achieved")).isLessThan(2_500);
    }
  }

  /// The stalled acceptor holds connections of both clients, or of one: who has none left goes on
  /// until the other's have ended, and ends the stall when it is due.
  @Test
  void aStallOfOneAcceptorEndsWhenItIsDue() throws IOException, ProfilerException {
    Map<String, String> parameters =
        Map.of(
            "strategy",
            "reuseport",
            "backlog",
            "511",
            "burst",
            "20",
            "stalledAcceptors",
            "1",
            "stallMillis",
            "400");
    try (Bursts bursts = new Bursts(withCommon(parameters))) {
      Map<String, Double> iteration = bursts.iteration();
      assertThat(iteration)
          .containsEntry("ledger.served", 20.0)
          .containsEntry("stall.acceptors", 1.0);
      assertThat(value(iteration, "stall.millis")).isLessThan(15_000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"poisson", "constant"})
  void arrivalsAtARateAreOneSchedule(String arrivals) throws IOException, ProfilerException {
    Map<String, Double> iteration =
        rate(Map.of("arrivals", arrivals, "rate", "1000", "loadMillis", "301"));
    assertThat(iteration)
        .containsEntry("ledger.attempted", 301.0)
        .containsEntry("ledger.served", 301.0)
        .containsEntry("rate.offered", 1_000.0);
  }

  /// Pauses of the acceptor are the first client's to begin and to end.
  @Test
  void theAcceptorPausesOnceForBoth() throws IOException, ProfilerException {
    Map<String, Double> iteration =
        rate(
            Map.of(
                "arrivals",
                "constant",
                "rate",
                "500",
                "loadMillis",
                "1000",
                "pauseMillis",
                "200",
                "backlog",
                "511"));
    assertThat(iteration)
        .containsEntry("ledger.served", 500.0)
        .containsEntry("stall.count", 1.0)
        .containsEntry("ListenOverflows", 0.0);
  }

  @Test
  void aClosedLoopIsShared() throws IOException, ProfilerException {
    Map<String, Double> iteration =
        rate(Map.of("arrivals", "closed", "inFlight", "9", "loadMillis", "200"));
    assertThat(iteration)
        .containsEntry("ledger.served", value(iteration, "ledger.attempted"))
        .containsEntry("queueWait.joined", value(iteration, "ledger.attempted"));
    assertThat(value(iteration, "listener.peakDepth")).isLessThanOrEqualTo(9);
  }

  private static Map<String, Double> rate(Map<String, String> parameters)
      throws IOException, ProfilerException {
    return OneCell.rate(withCommon(parameters));
  }

  /// The score is the first client's, and all else is both's.
  @Test
  void oneAfterTheOtherMeansOfEachClient() throws IOException, ProfilerException {
    Map<String, String> all = withCommon(Map.of());
    ServerUnderTest server = OneCell.server(all);
    ConnectLoad load = OneCell.set(new ConnectLoad(), all);
    load.open(server);
    try {
      for (int i = 0; i < 2; i++) {
        load.prepare();
        for (int connection = 0; connection < 300; connection++) load.connectOnce();
        load.balance();
        Map<String, Double> iteration = OneCell.published();
        double attempted = value(iteration, "ledger.attempted");
        assertThat(attempted).isGreaterThan(300);
        assertThat(iteration)
            .containsEntry("ledger.served", attempted)
            .containsEntry("queueWait.joined", attempted)
            .containsEntry("ListenOverflows", 0.0);
      }
    } finally {
      load.close();
      server.stop();
    }
  }
}
