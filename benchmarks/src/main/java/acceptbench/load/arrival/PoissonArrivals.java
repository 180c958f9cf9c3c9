package acceptbench.load.arrival;

import java.util.SplittableRandom;

/// Connections that come independently of each other, as those of many users do: distances are
/// exponentially distributed, so that some come close together. The same seed gives the same times.
///
/// They are drawn as they are asked for, in their order: an hour of them would fill the heap. Not
/// thread-safe.
public final class PoissonArrivals implements ArrivalSchedule {
  private final double meanNanos;
  private final long seed;
  private SplittableRandom random;
  private int drawn;
  private double nanos;

  /// @param ratePerSecond how many a second on average
  /// @param seed of the random distances
  public PoissonArrivals(double ratePerSecond, long seed) {
    if (!(ratePerSecond > 0)) throw new IllegalArgumentException("rate: " + ratePerSecond);
    this.meanNanos = 1e9 / ratePerSecond;
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  private PoissonArrivals(PoissonArrivals other) {
    this.meanNanos = other.meanNanos;
    this.seed = other.seed;
    this.random = new SplittableRandom(seed);
  }

  @Override
  public long intendedStartNanos(int index) {
    if (index + 1 < drawn) {
      random = new SplittableRandom(seed);
      drawn = 0;
      nanos = 0;
    }
    for (; drawn <= index; drawn++) nanos += random.nextExponential() * meanNanos;
    return (long) nanos;
  }

  @Override
  public ArrivalSchedule copy() {
    return new PoissonArrivals(this);
  }
}
