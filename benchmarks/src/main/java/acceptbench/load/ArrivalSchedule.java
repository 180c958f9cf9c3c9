package acceptbench.load;

/// When connections are meant to start. Latencies count from here, not from when the client came
/// round to it: a client that is late does not make the server look fast (coordinated omission).
@FunctionalInterface
public interface ArrivalSchedule {
  /// All at once.
  ArrivalSchedule BURST = index -> 0;

  /// The intended start of a connection, in nanoseconds after the load's start; never less than
  /// that of the one before.
  long intendedStartNanos(int index);
}
