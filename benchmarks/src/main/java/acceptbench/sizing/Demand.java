package acceptbench.sizing;

import java.util.Optional;
import java.util.OptionalDouble;

/// What arrives at a server, and how long it does not accept.
///
/// @param ratePerSecond connections that arrive per second, independently of each other
/// @param pause for how long nothing accepts
/// @param risk the largest acceptable chance of an overflow in such a pause
/// @param burst connections that arrive at once in the pause, in addition
/// @param listeners how many sockets listen on the port (SO_REUSEPORT), each with a queue of its
///     own
/// @param drainPerSecond connections that the server accepts per second, all listeners together;
///     empty where that is not known
/// @param every from the beginning of one pause to that of the next; empty where a queue is taken
///     to be empty again by then
/// @param patience how long a client waits for its connection to be accepted
public record Demand(
    double ratePerSecond,
    Span pause,
    double risk,
    int burst,
    int listeners,
    OptionalDouble drainPerSecond,
    Optional<Span> every,
    Span patience) {
  private static final double LEAST_RATE = 0.001;
  private static final double MOST_PER_SECOND = 1_000_000;
  private static final double LEAST_RISK = 1e-9;
  private static final double MOST_RISK = 0.5;
  private static final int MOST_LISTENERS = 1_024;

  /// Above this a server is lost whatever its backlog, and the arithmetic would take its time.
  private static final int MOST_WAITING = 1_000_000;

  /// Checks what was asked for.
  ///
  /// @throws IllegalArgumentException naming the option of `size` that is out of its range, or
  ///     needs another one
  public Demand {
    range("--rate", ratePerSecond, LEAST_RATE, MOST_PER_SECOND, "connections per second");
    range("--risk", risk, LEAST_RISK, MOST_RISK, "a chance");
    range("--burst", burst, 0, MOST_WAITING, "connections at once");
    range("--listeners", listeners, 1, MOST_LISTENERS, "listening sockets");
    if (drainPerSecond.isPresent())
      range(
          "--drain",
          drainPerSecond.getAsDouble(),
          LEAST_RATE,
          MOST_PER_SECOND,
          "connections accepted per second");
    if (every.isPresent() && drainPerSecond.isEmpty())
      throw new IllegalArgumentException(
          "--every needs --drain: how fast the queue empties between two pauses");
    if (every.isPresent() && every.get().nanos() <= pause.nanos())
      throw new IllegalArgumentException(
          "--every %s: the next pause has to begin after this one of %s has ended"
              .formatted(every.get(), pause));
    if (ratePerSecond * pause.seconds() + burst > MOST_WAITING)
      throw new IllegalArgumentException(
          "--rate times the pause, and --burst, make %.0f connections wait; at most %d can be sized"
              .formatted(ratePerSecond * pause.seconds() + burst, MOST_WAITING));
  }

  private static void range(String option, double value, double from, double to, String what) {
    if (value >= from && value <= to) return;
    throw new IllegalArgumentException(
        "%s %s: %s have to be from %s to %s"
            .formatted(option, number(value), what, number(from), number(to))
            .replace("a chance have", "a chance has"));
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /// How many of those that wait at the end of a pause there are on average at each listener.
  public double meanWaiting() {
    return (ratePerSecond * pause.seconds() + burst) / listeners;
  }

  /// The same with another pause.
  Demand withPause(Span other) {
    return new Demand(
        ratePerSecond, other, risk, burst, listeners, drainPerSecond, every, patience);
  }

  /// The same with one listener for all.
  Demand withOneListener() {
    return new Demand(ratePerSecond, pause, risk, burst, 1, drainPerSecond, every, patience);
  }
}
