package acceptbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.server.strategy.Trait;
import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.profile.ProfilerException;

/// Cells whose queues are known beforehand: so many connections at an even rate to an acceptor that
/// stands still for so long.
@ExtendWith(NeedsPrivateNetwork.class)
class BacklogNeededTest {
  private static final int MOST_TRIES = 15;

  private static final Map<String, String> COMMON =
      Map.of(
          "backlog", "511",
          "handlerMicros", "0",
          "burst", "400",
          "burstRate", "1000",
          "stallMillis", "300");

  static Stream<AcceptStrategy> ours() {
    return Stream.of(AcceptStrategy.values()).filter(strategy -> !strategy.isProgram());
  }

  /// In 300 ms at 1,000 a second 300 arrive. On a busy machine the stall is longer, or the client
  /// late, and then it is tried again: what has come by then is queued all the same.
  @ParameterizedTest
  @MethodSource("ours")
  void isTheRateTimesTheStall(AcceptStrategy strategy) throws IOException, ProfilerException {
    Requirement.require(strategy.unavailable());
    String workers = strategy.has(Trait.QUEUE_PER_WORKER) ? "1" : "2";
    try (Bursts bursts = new Bursts(Map.of("strategy", strategy.label(), "workers", workers))) {
      Map<String, Double> last = Map.of();
      for (int tries = 0; tries < MOST_TRIES; tries++) {
        last = bursts.iteration();
        assertThat(last).containsEntry("queueWait.joined", value(last, "ledger.served"));
        assertThat(value(last, "queueWait")).isPositive();
        assertThat(value(last, "dispatch")).isPositive();
        if (strategy.has(Trait.ACCEPTS_AHEAD)) {
          assertThat(value(last, "backlog.needed")).isNaN();
          return;
        }
        assertThat(value(last, "backlog.needed")).isEqualTo(value(last, "listener.peakDepth") - 1);
        assertThat(last).containsEntry("backlog.neededAtLeast", value(last, "backlog.needed"));
        double due = value(last, "stall.startMillis") + value(last, "stall.millis");
        double late = value(last, "client.pause") / 1e3;
        assertThat(value(last, "backlog.needed")).as("%s", last).isBetween(due - late - 3, 399.0);
        if (Math.abs(value(last, "backlog.needed") - 299) <= 2) return;
      }
      assertThat(value(last, "client.pause"))
          .as("%s, which nothing disturbed", last)
          .isGreaterThan(1e3);
    }
  }

  /// Which of the two is the deeper one is chance; both together are all.
  @Test
  void isTheDeepestOfSeveralQueues() throws IOException, ProfilerException {
    try (Bursts bursts =
        new Bursts(Map.of("strategy", "reuseport", "workers", "2", "burst", "200"))) {
      Map<String, Double> iteration = bursts.iteration();
      double first = value(iteration, "listener.peakDepth.0");
      double second = value(iteration, "listener.peakDepth.1");
      assertThat(first + second).isEqualTo(200);
      assertThat(iteration).containsEntry("listener.peakDepth", Math.max(first, second));
      // All are queued when the stall ends, and each has been looked at by then.
      assertThat(iteration)
          .containsEntry("listener.maxDepth.0", first)
          .containsEntry("listener.maxDepth.1", second);
    }
  }

  /// 300 in 300 ms, and room for 51: what comes later finds the queue full.
  @Test
  void isNotKnownWhereTheQueueOverflowed() throws IOException, ProfilerException {
    try (Bursts bursts = new Bursts(Map.of("strategy", "epoll", "backlog", "50", "burst", "300"))) {
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
        new Bursts(
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

  private static double value(Map<String, Double> iteration, String name) {
    return Objects.requireNonNull(iteration.get(name), name);
  }

  private static final class Bursts implements AutoCloseable {
    private final ServerUnderTest server;
    private final BurstLoad load;

    Bursts(Map<String, String> parameters) throws IOException {
      Map<String, String> all = new HashMap<>(COMMON);
      all.putAll(parameters);
      server = OneCell.server(all);
      load = OneCell.set(new BurstLoad(), all);
      load.open(server);
    }

    Map<String, Double> iteration() throws IOException, ProfilerException {
      load.prepare();
      load.fire();
      load.balance();
      return OneCell.published();
    }

    @Override
    public void close() throws IOException {
      load.close();
      server.stop();
    }
  }
}
