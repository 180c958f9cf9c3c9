package acceptbench.sizing;

import java.util.Optional;

/// What still waits at a listener when the next pause begins, where pauses have come at even
/// distances for long.
///
/// From one pause to the next, as many arrive as a Poisson distribution has it, and the server
/// accepts for the time between the pauses as fast as it can: the queue of a server with constant
/// service times, looked at before each pause (Lindley's recursion). The arrivals of a pause are
/// taken into the queue at its beginning, so what the server could not yet have accepted counts as
/// accepted; where it is busy for less than [#MOST_BUSY] of the time that is next to nothing.
final class Leftover {
  /// A server that has less time to spare than this empties its queue so seldom that chances
  /// depend on how long it goes on.
  static final double MOST_BUSY = 0.95;

  private static final double WIDTH = 9.5;
  private static final int MORE = 50;
  private static final int MOST_PAUSES = 10_000;

  /// In connections, on average.
  private static final double SETTLED = 1e-7;

  private Leftover() {}

  /// What is left over before a pause.
  ///
  /// @return empty where the queue grows from pause to pause, or hardly ever empties
  static Optional<CountDistribution> of(Demand demand) {
    if (grows(demand)) return Optional.empty();
    if (demand.every().isEmpty()) return Optional.of(CountDistribution.certain(0));
    double comes = arrivals(demand) / demand.listeners();
    double goes = accepts(demand) / demand.listeners();
    if (goes - comes > WIDTH * Math.sqrt(comes) + MORE)
      return Optional.of(CountDistribution.certain(0));
    CountDistribution arriving =
        CountDistribution.poisson(
                demand.ratePerSecond() * demand.every().get().seconds() / demand.listeners())
            .plus(CountDistribution.share(demand.burst(), demand.listeners()));
    return Optional.of(settled(arriving, goes));
  }

  private static CountDistribution settled(CountDistribution arriving, double goes) {
    CountDistribution left = CountDistribution.certain(0);
    for (int pauses = 0; pauses < MOST_PAUSES; pauses++) {
      CountDistribution next = left.plus(arriving).without(goes);
      if (next.mean() - left.mean() < SETTLED) return next;
      left = next;
    }
    return left;
  }

  /// Whether more comes than the server accepts, or nearly as much.
  private static boolean grows(Demand demand) {
    if (demand.drainPerSecond().isEmpty()) return false;
    return demand.every().isEmpty()
        ? demand.drainPerSecond().getAsDouble() <= demand.ratePerSecond()
        : arrivals(demand) > MOST_BUSY * accepts(demand);
  }

  private static double arrivals(Demand demand) {
    return demand.ratePerSecond() * demand.every().orElseThrow().seconds() + demand.burst();
  }

  private static double accepts(Demand demand) {
    return demand.drainPerSecond().orElseThrow() * accepting(demand);
  }

  private static double accepting(Demand demand) {
    return demand.every().orElseThrow().seconds() - demand.pause().seconds();
  }

  /// What the server would have to accept per second, or more, for the queue to empty between
  /// pauses.
  static double drainNeeded(Demand demand) {
    return demand.every().isEmpty()
        ? demand.ratePerSecond()
        : arrivals(demand) / accepting(demand) / MOST_BUSY;
  }
}
