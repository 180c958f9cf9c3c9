package acceptbench.load.arrival;

import java.util.SplittableRandom;

/// Connections that come independently of each other, as those of many users do: distances are
/// exponentially distributed, so that some come close together. The same seed gives the same times.
public final class PoissonArrivals implements ArrivalSchedule {
  private final long[] startNanos;

  /// @param ratePerSecond how many a second on average
  /// @param connections how many in all
  /// @param seed of the random distances
  public PoissonArrivals(double ratePerSecond, int connections, long seed) {
    if (!(ratePerSecond > 0)) throw new IllegalArgumentException("rate: " + ratePerSecond);
    SplittableRandom random = new SplittableRandom(seed);
    startNanos = new long[connections];
    double nanos = 0;
    for (int i = 0; i < connections; i++) {
      nanos += random.nextExponential() * 1e9 / ratePerSecond;
      startNanos[i] = (long) nanos;
    }
  }

  @Override
  public long intendedStartNanos(int index) {
    return startNanos[index];
  }
}
