package acceptbench.load.arrival;

/// As many connections in flight as there may be, the next one when one ends: what most load tools
/// do.
///
/// A server that stalls is simply asked less often, so that latencies under load look better than
/// they are. For comparison with such tools, and for the cost of a connection.
///
/// @param mostInFlight how many at a time
public record ClosedLoopArrivals(int mostInFlight) implements ArrivalSchedule {
  public ClosedLoopArrivals {
    if (mostInFlight < 1) throw new IllegalArgumentException("in flight: " + mostInFlight);
  }

  /// At once; what holds a connection back is the limit. Its latency counts from its actual start.
  @Override
  public long intendedStartNanos(int index) {
    return 0;
  }
}
