package acceptbench.load.arrival;

/// Some connections at once, then the others as another schedule has them.
///
/// @param burst how many come at once
/// @param then when the others come
public record BurstFirst(int burst, ArrivalSchedule then) implements ArrivalSchedule {
  @Override
  public long intendedStartNanos(int index) {
    return index < burst ? 0 : then.intendedStartNanos(index - burst);
  }

  @Override
  public int mostInFlight() {
    return then.mostInFlight();
  }

  @Override
  public ArrivalSchedule copy() {
    return new BurstFirst(burst, then.copy());
  }
}
