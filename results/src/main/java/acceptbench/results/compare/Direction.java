package acceptbench.results.compare;

import acceptbench.results.run.Cell;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Which way a figure gets better.
public enum Direction {
  LOWER_IS_BETTER,
  HIGHER_IS_BETTER,
  /// What was asked for, what just happened, or what goes with the speed: neither more nor less of
  /// it is better.
  NEITHER;

  private static final Set<String> HIGHER =
      Set.of("ledger.served", "rate.achieved", "schedule.kept");

  /// Metrics of this suite, by the beginning of their names.
  private static final List<String> NEUTRAL =
      List.of(
          "acceptor.largestShare",
          "acceptor.share.",
          "arrivals.seed",
          "beside",
          "client.busy",
          "halfOpen.",
          "ledger.attempted",
          "listener.peakError",
          "listener.effectiveBacklog",
          "listener.halfOpen",
          "queueWait.error",
          "queueWait.joined",
          "rate.offered",
          "server.acceptsPerWakeup",
          "server.busiestThread",
          "server.busy",
          "stall.acceptors",
          "stall.count",
          "stall.millis",
          "stall.startMillis",
          "SyncookiesRecv",
          "worker.");

  private static final String TIMES = "(ns|us|µs|ms|s|sec|m|min|h|hr|d|day)";

  /// A time, of whatever: `us/op`, `ms`.
  private static final Pattern TIME = Pattern.compile(TIMES + "(/.*)?");

  /// Something per time: `ops/s`. JMH's GC profiler reports allocation like this (`MB/sec`), which
  /// is higher when the benchmark is faster: neither direction is better. Less allocation per
  /// operation (`B/op`) is better.
  private static final Pattern RATE = Pattern.compile(".*/" + TIMES);

  private static final String OPERATIONS = "ops/";

  /// JMH writes it where a profiler has text instead of a number.
  private static final String NO_UNIT = "---";

  /// JMH's perf profilers: instructions for each clock.
  private static final String PER_CLOCK = "insns/clk";

  /// The direction of a secondary metric. If its name is not one of ours, the unit decides.
  static Direction of(String metric, String unit) {
    if (HIGHER.contains(metric)) return HIGHER_IS_BETTER;
    if (NEUTRAL.stream().anyMatch(metric::startsWith) || unit.equals(NO_UNIT)) return NEITHER;
    if (unit.startsWith(OPERATIONS) || unit.equals(PER_CLOCK)) return HIGHER_IS_BETTER;
    return isRate(unit) ? NEITHER : LOWER_IS_BETTER;
  }

  /// The direction of the score. The unit decides, as the mode may be wrong: ports of JMH write
  /// `avgt` with `ops/s`. If neither tells, nothing is called better.
  static Direction ofScore(Cell cell) {
    String unit = cell.primary().unit();
    if (TIME.matcher(unit).matches()) return LOWER_IS_BETTER;
    if (isRate(unit)) return HIGHER_IS_BETTER;
    return switch (cell.mode()) {
      case "thrpt" -> HIGHER_IS_BETTER;
      case "avgt", "sample", "ss" -> LOWER_IS_BETTER;
      default -> NEITHER;
    };
  }

  private static boolean isRate(String unit) {
    return !TIME.matcher(unit).matches() && RATE.matcher(unit).matches();
  }

  /// What a figure that went up, or down, has become.
  Verdict verdict(boolean down) {
    return switch (this) {
      case NEITHER -> Verdict.DIFFERENT;
      case LOWER_IS_BETTER -> down ? Verdict.BETTER : Verdict.WORSE;
      case HIGHER_IS_BETTER -> down ? Verdict.WORSE : Verdict.BETTER;
    };
  }
}
