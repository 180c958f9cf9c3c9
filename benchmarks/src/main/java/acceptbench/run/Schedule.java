package acceptbench.run;

import acceptbench.run.jmh.StoredLaunch;
import java.util.Map;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/// Whether the load client of a launch kept to its schedule of arrivals. It is judged by the
/// client's figures alone: a launch is never measured again for what its server did.
final class Schedule {
  /// 1 for an iteration that kept it, 0 for one that did not.
  private static final String METRIC = "schedule.kept";

  /// What is wrong with a launch that did not, in a sentence.
  static final String NOT_KEPT =
      "the client did not keep the schedule of arrivals, not even when it was measured again: it"
          + " stays out of ranks; a lower rate or a less busy machine may help";

  /// What is wrong with a launch of a cell that has never kept it.
  static final String NEVER_KEPT =
      "the client did not keep the schedule of arrivals, as in the rounds before: it stays out of"
          + " ranks; ask for a lower rate";

  private Schedule() {}

  /// Whether each measured iteration kept it, or had none to keep; a launch that failed did not.
  static boolean wasKept(Outcome outcome) {
    if (!(outcome instanceof Outcome.Measured(RunResult result))) return false;
    for (BenchmarkResult launch : result.getBenchmarkResults())
      for (IterationResult iteration : launch.getIterationResults())
        if (!wasKept(iteration)) return false;
    return true;
  }

  /// Whether a launch that an earlier part of the run measured kept it.
  static boolean wasKept(StoredLaunch launch) {
    return launch.iterations(METRIC).stream().allMatch(kept -> kept != 0);
  }

  private static boolean wasKept(IterationResult iteration) {
    @SuppressWarnings("rawtypes") // JMH's own type
    Map<String, Result> metrics = iteration.getSecondaryResults();
    Result<?> kept = metrics.get(METRIC);
    return kept == null || kept.getScore() != 0;
  }
}
