package acceptbench.load;

import java.util.List;

/// A load to put on a server.
///
/// @param arrivals when connections start
/// @param connections how many there are
/// @param patienceNanos how long after its intended start a connection may remain unserved
/// @param actions what else happens, in the order of their times
public record LoadPlan(
    ArrivalSchedule arrivals, int connections, long patienceNanos, List<TimedAction> actions) {
  public LoadPlan {
    if (connections < 1) throw new IllegalArgumentException("connections: " + connections);
    if (patienceNanos < 1) throw new IllegalArgumentException("patienceNanos: " + patienceNanos);
    actions = List.copyOf(actions);
  }
}
