package acceptbench.load.arrival;

/// All connections at once.
public record BurstArrivals() implements ArrivalSchedule {
  @Override
  public long intendedStartNanos(int index) {
    return 0;
  }
}
