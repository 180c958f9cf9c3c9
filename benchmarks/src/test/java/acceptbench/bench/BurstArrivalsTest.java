package acceptbench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.bench.server.ServerUnderTest;
import acceptbench.testing.NeedsPrivateNetwork;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openjdk.jmh.profile.ProfilerException;

/// What comes to a server before and in a burst.
@ExtendWith(NeedsPrivateNetwork.class)
class BurstArrivalsTest {
  private static final Map<String, String> SERVER =
      Map.of("strategy", "epoll", "backlog", "400", "handlerMicros", "0");

  @Test
  void aBurstIsAScheduleWhichIsInTheResults() throws Exception {
    ServerUnderTest server = OneCell.server(SERVER);
    Map<String, String> parameters = Map.of("burst", "200", "burstRate", "2000");
    BurstLoad load = OneCell.set(new BurstLoad(), parameters);
    load.open(server);
    long took;
    try {
      load.prepare();
      long start = System.nanoTime();
      load.fire();
      took = System.nanoTime() - start;
      load.balance();
    } finally {
      load.close();
      server.stop();
    }
    Map<String, Double> published = OneCell.published();
    assertThat(published).containsEntry("rate.offered", 2_000.0).containsKey("schedule.kept");
    assertThat(published).containsEntry("ledger.attempted", 200.0);
    // The last of them is meant to start 199 distances of 0.5 ms after the first.
    assertThat(took).isGreaterThanOrEqualTo(99_500_000);
  }

  @Test
  void nobodyGuessesARate() throws IOException {
    ServerUnderTest server = OneCell.server(SERVER);
    BurstLoad load = OneCell.set(new BurstLoad(), Map.of("burst", "20", "burstRate", "auto"));
    try {
      assertThatThrownBy(() -> load.open(server)).hasMessageContaining("burstRate=auto");
    } finally {
      server.stop();
    }
  }

  /// None of them is in the books of an iteration, and none overflows the queue.
  @Test
  void theServerIsWarmBeforeTheFirstIteration() throws IOException, ProfilerException {
    ServerUnderTest server =
        OneCell.server(Map.of("strategy", "epoll", "backlog", "3", "warmConnections", "500"));
    BurstLoad load = OneCell.set(new BurstLoad(), Map.of("burst", "4"));
    try {
      assertThat(server.process().stats().accepted()).isEqualTo(500);
      load.open(server);
      load.prepare();
      load.fire();
      load.balance();
    } finally {
      load.close();
      server.stop();
    }
    assertThat(OneCell.published())
        .containsEntry("ledger.attempted", 4.0)
        .containsEntry("server.warmConnections", 500.0)
        .containsEntry("ListenOverflows", 0.0)
        .containsEntry("acceptor.share.0", 4.0);
  }
}
