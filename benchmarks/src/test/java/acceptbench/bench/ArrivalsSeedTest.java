package acceptbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.bench.server.ServerUnderTest;
import acceptbench.testing.NeedsPrivateNetwork;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openjdk.jmh.profile.ProfilerException;

/// Random arrivals differ from iteration to iteration, and come again where their seed is given.
@ExtendWith(NeedsPrivateNetwork.class)
class ArrivalsSeedTest {
  private static final Map<String, String> COMMON =
      Map.of(
          "strategy", "epoll",
          "backlog", "128",
          "handlerMicros", "0",
          "rate", "1000",
          "loadMillis", "100");

  @Test
  void eachIterationHasASeedOfItsOwn() throws IOException, ProfilerException {
    double[] seeds = seeds(Map.of("arrivals", "poisson"));
    assertThat(seeds[0]).isBetween(1.0, (double) Integer.MAX_VALUE);
    assertThat(seeds[1]).isBetween(1.0, (double) Integer.MAX_VALUE).isNotEqualTo(seeds[0]);
  }

  @Test
  void theOneThatIsGivenIsTakenAndPublished() throws IOException, ProfilerException {
    assertThat(seeds(Map.of("arrivals", "poisson", "arrivalsSeed", "12345")))
        .containsExactly(12_345.0, 12_345.0);
  }

  @Test
  void arrivalsAtEvenDistancesHaveNone() throws IOException, ProfilerException {
    assertThat(seeds(Map.of("arrivals", "constant"))).containsExactly(Double.NaN, Double.NaN);
  }

  private static double[] seeds(Map<String, String> parameters)
      throws IOException, ProfilerException {
    Map<String, String> all = new HashMap<>(COMMON);
    all.putAll(parameters);
    ServerUnderTest server = OneCell.server(all);
    RateLoad load = OneCell.set(new RateLoad(), all);
    load.open(server);
    try {
      double[] seeds = new double[2];
      for (int i = 0; i < seeds.length; i++) {
        load.prepare();
        load.run();
        load.balance();
        Map<String, Double> published = OneCell.published();
        assertThat(published).containsEntry("ledger.attempted", 100.0);
        seeds[i] = published.getOrDefault("arrivals.seed", -1.0);
      }
      return seeds;
    } finally {
      load.close();
      server.stop();
    }
  }
}
