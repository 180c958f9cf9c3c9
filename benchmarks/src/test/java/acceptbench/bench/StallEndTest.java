package acceptbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.bench.server.ServerUnderTest;
import acceptbench.testing.NeedsPrivateNetwork;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.profile.ProfilerException;

/// Stalls, loads and patience that end one before the other: the server goes on, the books of each
/// iteration balance, and the stall is told as it was.
@ExtendWith(NeedsPrivateNetwork.class)
class StallEndTest {
  private static final Map<String, String> COMMON =
      Map.of("backlog", "128", "handlerMicros", "0", "workers", "4", "burst", "100");

  @ParameterizedTest
  @ValueSource(strings = {"shared-blocking", "shared-epoll", "prefork"})
  void aLoadThatTheOtherAcceptorsServeEndsTheStallOfOne(String strategy)
      throws IOException, ProfilerException {
    for (Map<String, Double> iteration :
        bursts(Map.of("strategy", strategy, "stalledAcceptors", "1", "stallMillis", "20000"))) {
      assertThat(iteration)
          .containsEntry("ledger.served", 100.0)
          .containsEntry("stall.count", 1.0)
          .containsEntry("stall.acceptors", 1.0);
      assertThat(iteration.get("stall.millis")).isBetween(0.0, 19_000.0);
      assertThat(iteration.get("stall.startMillis")).isNegative();
    }
  }

  @ParameterizedTest
  @CsvSource({"blocking, pause, 1", "netty-epoll, busy, 1", "shared-epoll, stop, 4"})
  void patienceEndsAStall(String strategy, String kind, double acceptors)
      throws IOException, ProfilerException {
    for (Map<String, Double> iteration :
        bursts(
            Map.of(
                "strategy",
                strategy,
                "stallKind",
                kind,
                "stallMillis",
                "20000",
                "patienceMillis",
                "400"))) {
      assertThat(iteration)
          .containsEntry("ledger.timedOut", 100.0)
          .containsEntry("stall.acceptors", acceptors);
      assertThat(iteration.get("stall.millis")).isBetween(400.0, 19_000.0);
    }
  }

  @ParameterizedTest
  @CsvSource({"blocking, pause, 0, 1", "shared-blocking, busy, 0, 4", "prefork, stop, 0, 4"})
  void aStallThatEndsFirstLastsAsLongAsWasAskedFor(
      String strategy, String kind, String stalled, double acceptors)
      throws IOException, ProfilerException {
    for (Map<String, Double> iteration :
        bursts(
            Map.of(
                "strategy", strategy,
                "stallKind", kind,
                "stalledAcceptors", stalled,
                "stallMillis", "300"))) {
      assertThat(iteration)
          .containsEntry("ledger.served", 100.0)
          .containsEntry("stall.acceptors", acceptors);
      assertThat(iteration.get("stall.millis")).isGreaterThanOrEqualTo(300);
    }
  }

  /// Netty looks again a second after it has found that there is no descriptor, which it finds when
  /// the first client has come.
  @ParameterizedTest
  @CsvSource({"netty-epoll, 1, 1000", "epoll, 1, 300", "shared-epoll, 4, 300"})
  void withoutDescriptorsNobodyIsServedUntilTheServerLooksAgain(
      String strategy, double acceptors, double soonestMillis)
      throws IOException, ProfilerException {
    for (Map<String, Double> iteration : bursts(withoutDescriptors(strategy))) {
      assertThat(iteration)
          .containsEntry("ledger.served", 100.0)
          .containsEntry("stall.acceptors", acceptors);
      assertThat(iteration.get("stall.recoverMillis")).isPositive();
      assertThat(
              Stream.of("stall.startMillis", "stall.millis", "stall.recoverMillis")
                  .mapToDouble(name -> iteration.getOrDefault(name, Double.NaN))
                  .sum())
          .as("from the first client to the first greeting")
          .isGreaterThanOrEqualTo(soonestMillis);
      assertThat(iteration.get("stall.cpuMillis")).isPositive();
    }
  }

  private static Map<String, String> withoutDescriptors(String strategy) {
    return Map.of(
        "strategy", strategy,
        "stallKind", "descriptors",
        "stallMillis", "300",
        // Classes can't be loaded without descriptors.
        "warmConnections", "200");
  }

  @Test
  void aProcessThatIsStoppedHasNoShare() throws IOException, ProfilerException {
    for (Map<String, Double> iteration :
        bursts(
            Map.of(
                "strategy", "prefork",
                "workers", "2",
                "stallKind", "stop",
                "stalledAcceptors", "1",
                "stallMillis", "20000"))) {
      assertThat(iteration)
          .containsEntry("acceptor.share.0", 0.0)
          .containsEntry("acceptor.largestShare", 1.0);
      assertThat(iteration.get("worker.largestShare")).isGreaterThan(0.5);
    }
  }

  @Test
  void whoIsStoppedBurnsNothing() throws IOException, ProfilerException {
    for (Map<String, Double> iteration :
        bursts(Map.of("strategy", "epoll", "stallKind", "stop", "stallMillis", "300")))
      assertThat(iteration).containsEntry("stall.cpuMillis", 0.0);
  }

  /// The late final ACKs come after 1 s at the soonest, and are to find the queue full. Those sent
  /// again 2 s after that come when patience is over.
  @Test
  void aStallGoesOnForLateFinalAcksWhenTheBurstHasTimedOut() throws IOException, ProfilerException {
    for (Map<String, Double> iteration :
        bursts(
            Map.of(
                "strategy", "epoll",
                "backlog", "20",
                "burst", "21",
                "halfOpen", "5",
                "stallMillis", "2000",
                "patienceMillis", "1100"))) {
      assertThat(iteration).containsEntry("ledger.timedOut", 26.0);
      assertThat(iteration.get("stall.millis")).isGreaterThanOrEqualTo(2_000);
      assertThat(iteration.get("ledger.droppedFinalAcks")).isGreaterThanOrEqualTo(5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared-blocking", "shared-epoll", "prefork"})
  void aPauseEndsWithTheLoad(String strategy) throws IOException, ProfilerException {
    for (Map<String, Double> iteration :
        rates(
            Map.of(
                "strategy", strategy,
                "stalledAcceptors", "1",
                "arrivals", "constant",
                "rate", "100",
                "loadMillis", "1000",
                "pauseMillis", "900"))) {
      assertThat(iteration)
          .containsEntry("ledger.served", 100.0)
          .containsEntry("stall.count", 1.0)
          .containsEntry("stall.acceptors", 1.0);
      assertThat(iteration.get("stall.startMillis")).isGreaterThanOrEqualTo(500);
      assertThat(iteration.get("stall.millis")).isPositive();
    }
  }

  @Test
  void repeatedPausesAreToldTogether() throws IOException, ProfilerException {
    for (Map<String, Double> iteration :
        rates(
            Map.of(
                "strategy", "epoll",
                "arrivals", "constant",
                "rate", "100",
                "loadMillis", "1700",
                "pauseMillis", "150"))) {
      assertThat(iteration).containsEntry("stall.count", 2.0).containsEntry("ledger.served", 170.0);
      // Each begins a little after it was asked for, and may end late.
      assertThat(iteration.get("stall.millis")).isBetween(1.0, 1_600.0);
    }
  }

  /// 60 connections of 40 ms come in 0.6 s, so that an acceptor that is to pause after 0.5 s gets
  /// there a second later. The client has others to look after meanwhile.
  @Test
  void thatAnAcceptorStallsLateDoesNotHoldTheClientUp() throws IOException, ProfilerException {
    for (Map<String, Double> iteration :
        rates(
            Map.of(
                "strategy", "blocking",
                "handlerMicros", "40000",
                "arrivals", "constant",
                "rate", "100",
                "loadMillis", "600",
                "pauseMillis", "10"))) {
      assertThat(iteration.get("stall.startMillis")).isGreaterThan(1_500);
      assertThat(iteration.get("client.pause")).as("microseconds").isLessThan(800_000);
    }
  }

  @Test
  void whereThereIsNoStallNoneIsTold() throws IOException, ProfilerException {
    for (Map<String, Double> iteration : bursts(Map.of("strategy", "epoll")))
      assertThat(iteration)
          .containsEntry("stall.count", 0.0)
          .containsEntry("stall.acceptors", Double.NaN)
          .containsEntry("stall.millis", Double.NaN)
          .containsEntry("stall.startMillis", Double.NaN)
          .containsEntry("stall.cpuMillis", Double.NaN)
          .containsEntry("stall.recoverMillis", Double.NaN);
  }

  private static List<Map<String, Double>> bursts(Map<String, String> parameters)
      throws IOException, ProfilerException {
    Map<String, String> all = withCommon(parameters);
    ServerUnderTest server = OneCell.server(all);
    BurstLoad load = OneCell.set(new BurstLoad(), all);
    load.open(server);
    return twice(server, load::prepare, load::fire, load::balance, load::close);
  }

  private static List<Map<String, Double>> rates(Map<String, String> parameters)
      throws IOException, ProfilerException {
    Map<String, String> all = withCommon(parameters);
    ServerUnderTest server = OneCell.server(all);
    RateLoad load = OneCell.set(new RateLoad(), all);
    load.open(server);
    return twice(server, load::prepare, load::run, load::balance, load::close);
  }

  private static Map<String, String> withCommon(Map<String, String> parameters) {
    Map<String, String> all = new HashMap<>(COMMON);
    all.putAll(parameters);
    return all;
  }

  private interface Step {
    void run() throws IOException;
  }

  private static List<Map<String, Double>> twice(
      ServerUnderTest server, Step prepare, Step load, Step balance, Runnable close)
      throws IOException, ProfilerException {
    try {
      prepare.run();
      load.run();
      balance.run();
      Map<String, Double> first = OneCell.published();
      prepare.run();
      load.run();
      balance.run();
      return List.of(first, OneCell.published());
    } finally {
      close.run();
      server.stop();
    }
  }
}
