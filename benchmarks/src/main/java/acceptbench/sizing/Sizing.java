package acceptbench.sizing;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// How large a backlog has to be, and may be.
///
/// A listener with backlog B lets B + 1 connections wait (`sk_acceptq_is_full`,
/// `include/net/sock.h`; the law `accept-queue`), and drops the SYN of the next. So the least B is
/// asked for with which more than B + 1 wait at the end of a pause with a chance of at most the
/// risk. What waits is
/// - what arrived in the pause: Poisson, of mean rate × pause;
/// - the burst, if there is one;
/// - what was left of the pauses before.
///
/// Of several listeners each gets a connection with equal chances, and the risk is that of an
/// overflow at any of them: each may have its part of it. Before the first pause the queue is taken
/// to be empty.
///
/// @param demand what was asked
/// @param backlog the least one, for each listener: the lower bound; empty where the queue grows
///     whatever its length
/// @param chance of an overflow in a pause with that backlog, at any of the listeners (at most; of
///     one listener exactly); NaN without one
/// @param withoutOthers the backlog that a single pause needs, with nothing left over before it
/// @param ofOneListener the backlog that one listener would need instead of several
/// @param most the upper bound, for each listener: what waits beyond `drain × patience` is accepted
///     when its client has gone; empty where the drain is not known
public record Sizing(
    Demand demand,
    OptionalInt backlog,
    double chance,
    int withoutOthers,
    OptionalInt ofOneListener,
    OptionalInt most) {
  /// Many servers take 0 for their own default.
  private static final int LEAST_BACKLOG = 1;

  /// What a backlog can do.
  public enum Verdict {
    /// There is one that is large enough, and not too large.
    ENOUGH,
    /// The server accepts too slowly: the queue grows from pause to pause.
    QUEUE_GROWS,
    /// The least backlog is above the most: the server would work for clients that have gone.
    CLIENTS_GONE
  }

  /// Sizes the backlog.
  public static Sizing of(Demand demand) {
    CountDistribution arriving = arriving(demand);
    double risk = demand.risk() / demand.listeners();
    Optional<CountDistribution> waiting = Leftover.of(demand).map(arriving::plus);
    OptionalInt backlog = least(waiting, risk);
    return new Sizing(
        demand,
        backlog,
        backlog.isEmpty()
            ? Double.NaN
            : demand.listeners() * waiting.orElseThrow().beyond(room(backlog.getAsInt())),
        backlogFor(arriving, risk),
        demand.listeners() == 1 ? backlog : ofOne(demand.withOneListener()),
        most(demand));
  }

  private static OptionalInt ofOne(Demand one) {
    return least(Leftover.of(one).map(arriving(one)::plus), one.risk());
  }

  private static CountDistribution arriving(Demand demand) {
    return CountDistribution.poisson(
            demand.ratePerSecond() * demand.pause().seconds() / demand.listeners())
        .plus(CountDistribution.share(demand.burst(), demand.listeners()));
  }

  private static OptionalInt least(Optional<CountDistribution> waiting, double risk) {
    return waiting.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(backlogFor(waiting.get(), risk));
  }

  private static int backlogFor(CountDistribution waiting, double risk) {
    return Math.max(LEAST_BACKLOG, waiting.leastWith(risk) - 1);
  }

  private static OptionalInt most(Demand demand) {
    if (demand.drainPerSecond().isEmpty()) return OptionalInt.empty();
    double inTime = demand.drainPerSecond().getAsDouble() * demand.patience().seconds();
    return OptionalInt.of((int) Math.min(Integer.MAX_VALUE, inTime / demand.listeners()));
  }

  /// How many connections a backlog lets wait.
  public static int room(int backlog) {
    return backlog + 1;
  }

  public Verdict verdict() {
    if (backlog.isEmpty()) return Verdict.QUEUE_GROWS;
    return most.isPresent() && backlog.getAsInt() > most.getAsInt()
        ? Verdict.CLIENTS_GONE
        : Verdict.ENOUGH;
  }

  /// How fast the server would have to accept, connections per second, for a backlog to be enough.
  ///
  /// @return empty where one is, and where the drain is not known
  public OptionalDouble drainNeeded() {
    return switch (verdict()) {
      case ENOUGH -> OptionalDouble.empty();
      case QUEUE_GROWS -> OptionalDouble.of(Math.nextUp(Leftover.drainNeeded(demand)));
      case CLIENTS_GONE ->
          OptionalDouble.of(
              (double) backlog.getAsInt() * demand.listeners() / demand.patience().seconds());
    };
  }

  /// How long a pause may be at most for a backlog to be enough, to the microsecond.
  ///
  /// @return empty where this one may be as long as it is, and where no pause is short enough
  public Optional<Span> longestPause() {
    if (verdict() == Verdict.ENOUGH) return Optional.empty();
    long shortEnough = 0;
    long tooLong = demand.pause().nanos() / 1_000;
    while (tooLong - shortEnough > 1) {
      long middle = (shortEnough + tooLong) / 2;
      Sizing sizing = of(demand.withPause(new Span(1_000 * middle)));
      if (sizing.verdict() == Verdict.ENOUGH) shortEnough = middle;
      else tooLong = middle;
    }
    return shortEnough == 0 ? Optional.empty() : Optional.of(new Span(1_000 * shortEnough));
  }
}
