package acceptbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.bench.server.ServerUnderTest;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;
import org.openjdk.jmh.profile.ProfilerException;

/// Bursts to one server, one after the other, as a cell of a run has them.
final class Bursts implements AutoCloseable {
  private static final int MOST_TRIES = 15;

  private final ServerUnderTest server;
  private final BurstLoad load;

  /// @param parameters as [OneCell] takes them
  Bursts(Map<String, String> parameters) throws IOException {
    server = OneCell.server(parameters);
    load = OneCell.set(new BurstLoad(), parameters);
    load.open(server);
  }

  /// A busy machine makes a stall longer, or the client late, and then it is tried again. Where
  /// each try was disturbed, nothing is known but that, and the test is left out.
  void untilUndisturbed(Predicate<Map<String, Double>> isAsExpected)
      throws IOException, ProfilerException {
    Map<String, Double> last = Map.of();
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      last = iteration();
      if (isAsExpected.test(last)) return;
    }
    assertThat(value(last, "client.pause"))
        .as("microseconds; nothing disturbed %s", last)
        .isGreaterThan(1_000);
    Assumptions.abort("each of " + MOST_TRIES + " tries was disturbed");
  }

  /// One burst, and what was observed.
  Map<String, Double> iteration() throws IOException, ProfilerException {
    fire();
    return OneCell.published();
  }

  /// One burst; what was observed is left to the caller.
  void fire() throws IOException {
    load.prepare();
    load.fire();
    load.balance();
  }

  static double value(Map<String, Double> iteration, String name) {
    return Objects.requireNonNull(iteration.get(name), name);
  }

  @Override
  public void close() throws IOException {
    load.close();
    server.stop();
  }
}
