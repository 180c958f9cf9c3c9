package acceptbench.results.compare;

import acceptbench.results.run.Cell;
import java.util.List;
import java.util.Set;

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
          "acceptor.share.",
          "arrivals.seed",
          "beside",
          "halfOpen.",
          "ledger.attempted",
          "listener.peakError",
          "listener.effectiveBacklog",
          "listener.halfOpen",
          "queueWait.error",
          "queueWait.joined",
          "rate.offered",
          "stall.",
          "SyncookiesRecv");

  /// JMH's GC profiler reports allocation per second, which is higher when the benchmark is faster:
  /// neither direction is better. Of allocation per operation (`B/op`) less is better.
  private static final String PER_SECOND = "MB/sec";

  /// JMH's perf profilers: instructions for each clock.
  private static final String PER_CLOCK = "insns/clk";

  /// The direction of a secondary metric. If its name is not one of ours, the unit decides.
  static Direction of(String metric, String unit) {
    if (HIGHER.contains(metric)) return HIGHER_IS_BETTER;
    if (NEUTRAL.stream().anyMatch(metric::startsWith) || unit.equals(PER_SECOND)) return NEITHER;
    return isThroughput(unit) || unit.equals(PER_CLOCK) ? HIGHER_IS_BETTER : LOWER_IS_BETTER;
  }

  /// The direction of the score. The unit decides, as the mode may be wrong: ports of JMH write
  /// `avgt` with `ops/s`.
  static Direction ofScore(Cell cell) {
    String unit = cell.primary().unit();
    boolean higher = isThroughput(unit) || (!unit.endsWith("/op") && cell.mode().equals("thrpt"));
    return higher ? HIGHER_IS_BETTER : LOWER_IS_BETTER;
  }

  private static boolean isThroughput(String unit) {
    return unit.startsWith("ops/");
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
