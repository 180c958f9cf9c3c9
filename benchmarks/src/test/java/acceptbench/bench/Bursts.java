package acceptbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.bench.server.ServerUnderTest;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
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

  /// On a busy machine clients come late, and then it is tried again. Where that was so in each
  /// try, nothing is known but that.
  ///
  /// @param harmlessMillis for how long a client may be kept from running and all has to be as
  ///     expected nevertheless
  void untilUndisturbed(int harmlessMillis, Predicate<Map<String, Double>> isAsExpected)
      throws IOException, ProfilerException {
    untilUndisturbed(harmlessMillis, Set.of("client.pause"), isAsExpected);
  }

  /// The same where the server's lateness matters too.
  ///
  /// @param pauses the observations, in microseconds, of which one tells that somebody was late
  void untilUndisturbed(
      int harmlessMillis, Set<String> pauses, Predicate<Map<String, Double>> isAsExpected)
      throws IOException, ProfilerException {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Map<String, Double> iteration = iteration();
      if (isAsExpected.test(iteration)) return;
      double longest = pauses.stream().mapToDouble(name -> value(iteration, name)).max().orElse(0);
      assertThat(longest / 1_000)
          .as("milliseconds; nothing disturbed %s", iteration)
          .isGreaterThan(harmlessMillis);
    }
    Requirement.require(
        false,
        "a quieter machine: in each of %d tries a client or the server was kept from running for more than %d ms"
            .formatted(MOST_TRIES, harmlessMillis));
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
