package acceptbench.bench;

import static acceptbench.bench.Bursts.value;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.socket.Ipv6;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.server.strategy.Trait;
import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.profile.ProfilerException;

/// Cells whose queues are known beforehand: so many connections at an even rate to an acceptor that
/// stands still for so long.
@ExtendWith(NeedsPrivateNetwork.class)
class BacklogNeededTest {
  private static final Map<String, String> COMMON =
      Map.of(
          "backlog", "511",
          "handlerMicros", "0",
          "burst", "400",
          "burstRate", "1000",
          "stallMillis", "300");

  private static Bursts bursts(Map<String, String> parameters) throws IOException {
    Map<String, String> all = new HashMap<>(COMMON);
    all.putAll(parameters);
    return new Bursts(all);
  }

  static Stream<AcceptStrategy> ours() {
    return Stream.of(AcceptStrategy.values()).filter(strategy -> !strategy.isProgram());
  }

  /// In 300 ms at 1,000 a second 300 arrive. On a busy machine the stall is longer and clients come
  /// late: all that were to come until its end are in the queue, and no more than were to come
  /// while one of them waited, as exactly as they kept to the rate.
  @ParameterizedTest
  @MethodSource("ours")
  void isTheRateTimesTheStall(AcceptStrategy strategy) throws IOException, ProfilerException {
    Requirement.require(strategy.unavailable());
    String workers = strategy.has(Trait.QUEUE_PER_WORKER) ? "1" : "2";
    try (Bursts bursts = bursts(Map.of("strategy", strategy.label(), "workers", workers))) {
      Map<String, Double> iteration = bursts.iteration();
      assertThat(iteration).containsEntry("queueWait.joined", iteration.get("ledger.served"));
      assertThat(value(iteration, "queueWait")).isPositive();
      assertThat(value(iteration, "dispatch")).isPositive();
      assertThat(spent(iteration))
          .isCloseTo(value(iteration, "firstByte"), Percentage.withPercentage(0.5));
      double needed = value(iteration, "backlog.needed");
      if (strategy.has(Trait.ACCEPTS_AHEAD)) {
        assertThat(needed).isNaN();
        return;
      }
      assertThat(needed).isEqualTo(value(iteration, "listener.peakDepth") - 1);
      assertThat(iteration).containsEntry("backlog.neededAtLeast", needed);
      double stallEnd = value(iteration, "stall.startMillis") + value(iteration, "stall.millis");
      assertThat(stallEnd).isGreaterThanOrEqualTo(300);
      double longest = value(iteration, "queueWait" + OneCell.LARGEST) / 1_000;
      double late = value(iteration, "schedule.lag" + OneCell.LARGEST) / 1_000;
      double unsure = value(iteration, "queueWait.error") / 1_000;
      assertThat(needed)
          .as("%s", iteration)
          .isBetween(Math.min(stallEnd, 399) - 2 - late, longest + 2 + late + unsure);
    }
  }

  /// Two clients may have the same port, one of each kind.
  @ParameterizedTest
  @MethodSource("ours")
  void clientsOfBothKindsAreJoined(AcceptStrategy strategy) throws IOException, ProfilerException {
    Requirement.require(Ipv6.missingFor("::"));
    Requirement.require(strategy.unavailable());
    try (Bursts bursts =
        bursts(Map.of("strategy", strategy.label(), "address", "::", "stallMillis", "0"))) {
      assertThat(bursts.iteration())
          .containsEntry("ledger.served", 400.0)
          .containsEntry("queueWait.joined", 400.0);
    }
  }

  /// Which of the two is the deeper one is chance; both together are all.
  @Test
  void isTheDeepestOfSeveralQueues() throws IOException, ProfilerException {
    try (Bursts bursts = bursts(Map.of("strategy", "reuseport", "workers", "2", "burst", "200"))) {
      bursts.untilUndisturbed(
          50,
          iteration -> {
            double first = value(iteration, "listener.peakDepth.0");
            double second = value(iteration, "listener.peakDepth.1");
            assertThat(iteration).containsEntry("listener.peakDepth", Math.max(first, second));
            // All are queued when the stall ends, and each has been looked at by then.
            return first + second == 200
                && value(iteration, "listener.maxDepth.0") == first
                && value(iteration, "listener.maxDepth.1") == second;
          });
    }
  }

  /// 100 at once, and room for 51: what comes later finds the queue full.
  @Test
  void isNotKnownWhereTheQueueOverflowed() throws IOException, ProfilerException {
    try (Bursts bursts =
        bursts(Map.of("strategy", "epoll", "backlog", "50", "burst", "100", "burstRate", "max"))) {
      assertThat(bursts.iteration())
          .containsEntry("backlog.needed", Double.NaN)
          .containsEntry("backlog.neededAtLeast", 51.0)
          .containsEntry("listener.peakDepth", 51.0)
          .containsEntry("listener.maxDepth", 51.0);
    }
  }

  /// Clients that begin by themselves, and whose connections the load does not know.
  @Test
  void isNotKnownWhereOthersAreInTheQueue() throws IOException, ProfilerException {
    try (Bursts bursts =
        bursts(
            Map.of(
                "strategy", "epoll",
                "burst", "100",
                "halfOpen", "5",
                "patienceMillis", "4000",
                "stallMillis", "100"))) {
      Map<String, Double> iteration = bursts.iteration();
      assertThat(iteration)
          .containsEntry("backlog.needed", Double.NaN)
          .containsEntry("listener.peakDepth", Double.NaN)
          .containsEntry("queueWait.joined", 100.0);
    }
  }

  /// Where the time to the first byte went, all parts together.
  private static double spent(Map<String, Double> iteration) {
    return Stream.of("synRetries", "handshake", "queue", "dispatch")
        .mapToDouble(part -> value(iteration, "spent." + part))
        .sum();
  }
}
