package acceptbench.load.arrival;

/// What one of several clients starts of a schedule: of two clients the first has the arrivals 0,
/// 2, 4, …, and the second 1, 3, 5, …, so that together they offer what one client would.
///
/// @param all the schedule, which nobody else asks meanwhile ([ArrivalSchedule#copy])
/// @param client which one, from 0
/// @param clients how many there are
public record ArrivalShare(ArrivalSchedule all, int client, int clients)
    implements ArrivalSchedule {
  public ArrivalShare {
    if (client < 0 || client >= clients)
      throw new IllegalArgumentException("client " + client + " of " + clients);
  }

  /// How many of that many arrivals are this client's.
  public int of(int connections) {
    return (int) Math.ceilDiv((long) connections - client, clients);
  }

  @Override
  public long intendedStartNanos(int index) {
    return all.intendedStartNanos(index * clients + client);
  }

  /// The limit is shared as well.
  @Override
  public int mostInFlight() {
    int most = all.mostInFlight();
    return most == Integer.MAX_VALUE ? most : of(most);
  }

  @Override
  public ArrivalSchedule copy() {
    return new ArrivalShare(all.copy(), client, clients);
  }
}
