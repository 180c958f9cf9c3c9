package acceptbench.load.arrival;

/// When connections are meant to start. Latencies count from here, not from when the client came
/// round to it: a client that is late does not make the server look fast (coordinated omission).
public interface ArrivalSchedule {
  /// The intended start of a connection, in nanoseconds after the load's start; never less than
  /// that of the one before.
  long intendedStartNanos(int index);

  /// How many connections may be in flight; a further one waits for another's end. Open-loop
  /// schedules set no limit: arrivals do not care how the server is doing.
  default int mostInFlight() {
    return Integer.MAX_VALUE;
  }

  /// The same arrivals, for another thread to ask for: itself, where nothing is kept from one
  /// question to the next.
  default ArrivalSchedule copy() {
    return this;
  }
}
