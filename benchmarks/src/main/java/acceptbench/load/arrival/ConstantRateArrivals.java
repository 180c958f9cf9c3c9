package acceptbench.load.arrival;

/// Connections at even distances.
///
/// @param ratePerSecond how many a second
public record ConstantRateArrivals(double ratePerSecond) implements ArrivalSchedule {
  public ConstantRateArrivals {
    if (!(ratePerSecond > 0)) throw new IllegalArgumentException("rate: " + ratePerSecond);
  }

  @Override
  public long intendedStartNanos(int index) {
    return (long) (index * 1e9 / ratePerSecond);
  }
}
