package acceptbench.load;

import acceptbench.load.arrival.ArrivalSchedule;
import java.util.List;

/// A load to put on a server.
///
/// @param arrivals when connections start
/// @param connections how many there are at most
/// @param openingNanos after how long no further one is started, even where there are more
/// @param patienceNanos how long after its intended start a connection may remain unserved
/// @param actions what else happens, in the order of their times
public record LoadPlan(
    ArrivalSchedule arrivals,
    int connections,
    long openingNanos,
    long patienceNanos,
    List<TimedAction> actions) {
  public LoadPlan {
    if (connections < 1) throw new IllegalArgumentException("connections: " + connections);
    if (openingNanos < 1) throw new IllegalArgumentException("openingNanos: " + openingNanos);
    if (patienceNanos < 1) throw new IllegalArgumentException("patienceNanos: " + patienceNanos);
    actions = List.copyOf(actions);
  }

  /// That many connections, however long it takes to start them.
  public LoadPlan(
      ArrivalSchedule arrivals, int connections, long patienceNanos, List<TimedAction> actions) {
    this(arrivals, connections, Long.MAX_VALUE, patienceNanos, actions);
  }
}
