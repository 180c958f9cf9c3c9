package acceptbench.run;

import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/// Finds out whether an iteration of a cell had more connections than are kept.
final class UnrecordedConnections {
  private static final String METRIC = "connections.unrecorded";

  private UnrecordedConnections() {}

  /// How many are missing, in a sentence.
  static Optional<String> of(RunResult cell) {
    @SuppressWarnings("rawtypes") // JMH's own type
    Map<String, Result> metrics = cell.getSecondaryResults();
    Result<?> unrecorded = metrics.get(METRIC);
    if (unrecorded == null || !(unrecorded.getStatistics().getMax() > 0)) return Optional.empty();
    return Optional.of(
        "%.0f connections of an iteration are not in the rows of --connections, which keep the first"
                .formatted(unrecorded.getStatistics().getMax())
            + " 500,000 of the load client's");
  }
}
