package acceptbench.bench;

import acceptbench.load.arrival.PoissonArrivals;
import java.util.concurrent.ThreadLocalRandom;

/// Connections that arrive at a rate for a time.
///
/// @param rate connections per second
/// @param millis for how long
public record OpenLoop(int rate, int millis) {
  /// The value of `arrivalsSeed` that gives each iteration a seed of its own.
  static final int NEW_SEED = 0;

  /// What `arrivalsSeed` means.
  static final String SEED =
      "Seed of the Poisson arrivals; 0: a new one for each iteration, published as arrivals.seed;"
          + " given as this parameter, it makes the same arrivals again.";

  /// How many there are.
  ///
  /// @throws IllegalArgumentException where that is none, or more than can be counted
  public int connections() {
    long connections = (long) rate * millis / 1_000;
    if (connections < 1)
      throw new IllegalArgumentException(
          "rate=%d: in loadMillis=%d not one connection arrives; make their product 1000 or more"
              .formatted(rate, millis));
    if (connections > Integer.MAX_VALUE)
      throw new IllegalArgumentException(
          "rate=%d: in loadMillis=%d %d connections arrive; make that %d at most"
              .formatted(rate, millis, connections, Integer.MAX_VALUE));
    return (int) connections;
  }

  PoissonArrivals poisson(int seed) {
    return new PoissonArrivals(rate, seed);
  }

  /// The seed of an iteration: the one asked for, or a random one.
  static int seed(int asked) {
    return asked == NEW_SEED ? ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE) : asked;
  }
}
