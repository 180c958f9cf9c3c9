package acceptbench.load;

/// All connections at once.
public record BurstArrivals() implements ArrivalSchedule {
  @Override
  public long intendedStartNanos(int index) {
    return 0;
  }
}
