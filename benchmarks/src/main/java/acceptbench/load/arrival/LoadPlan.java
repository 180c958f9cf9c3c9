package acceptbench.load.arrival;

import java.util.List;
import java.util.concurrent.TimeUnit;

/// A load to put on a server.
///
/// @param arrivals when connections start
/// @param connections how many there are at most
/// @param openingNanos after how long no further one is started, even where there are more
/// @param patienceNanos how long after its intended start a connection may remain unserved
/// @param actions what else happens, in the order of their times
/// @param holdNanos how long a connection is held open after its first byte
public record LoadPlan(
    ArrivalSchedule arrivals,
    int connections,
    long openingNanos,
    long patienceNanos,
    List<TimedAction> actions,
    long holdNanos) {
  public LoadPlan {
    if (connections < 1) throw new IllegalArgumentException("connections: " + connections);
    if (openingNanos < 1) throw new IllegalArgumentException("openingNanos: " + openingNanos);
    if (patienceNanos < 1) throw new IllegalArgumentException("patienceNanos: " + patienceNanos);
    if (holdNanos < 0) throw new IllegalArgumentException("holdNanos: " + holdNanos);
    actions = List.copyOf(actions);
  }

  /// A load whose connections are closed as soon as they are served.
  public LoadPlan(
      ArrivalSchedule arrivals,
      int connections,
      long openingNanos,
      long patienceNanos,
      List<TimedAction> actions) {
    this(arrivals, connections, openingNanos, patienceNanos, actions, 0);
  }

  /// That many connections, however long it takes to start them.
  public LoadPlan(
      ArrivalSchedule arrivals, int connections, long patienceNanos, List<TimedAction> actions) {
    this(arrivals, connections, Long.MAX_VALUE, patienceNanos, actions);
  }

  /// The same load, whose connections are held open for that many milliseconds after their first
  /// byte.
  public LoadPlan holding(int millis) {
    return new LoadPlan(
        arrivals,
        connections,
        openingNanos,
        patienceNanos,
        actions,
        TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /// What one of several clients does of it; the first one has all of the actions.
  ///
  /// @param client which one, from 0
  public LoadPlan share(int client, int clients) {
    if (clients == 1) return this;
    ArrivalShare own = new ArrivalShare(arrivals.copy(), client, clients);
    return new LoadPlan(
        own,
        own.of(connections),
        openingNanos,
        patienceNanos,
        client == 0 ? actions : List.of(),
        holdNanos);
  }
}
