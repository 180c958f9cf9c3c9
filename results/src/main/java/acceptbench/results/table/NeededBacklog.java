package acceptbench.results.table;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Metric;
import acceptbench.results.run.Scenario;
import acceptbench.results.statistics.Spread;
import acceptbench.results.text.Columns;
import acceptbench.results.text.Figures;
import java.util.Arrays;

/// The smallest backlog with which nothing would have overflowed. Where something did, it is
/// unknown, and more than the backlog in force: the metric is then one more than that.
final class NeededBacklog {
  private static final String METRIC = "backlog.neededAtLeast";
  private static final double HIGH = 0.95;

  private NeededBacklog() {}

  /// Whether a scenario's run has the metric, and it is known of any iteration.
  static boolean isIn(Scenario scenario) {
    return scenario.cells().stream()
        .anyMatch(cell -> cell.metric(METRIC).measuredIterations().length > 0);
  }

  /// Its median over launches, and its 95th percentile over all iterations.
  static Columns<Cell> columns(Columns<Cell> columns, CellMarks marks) {
    return columns
        .number("backlog needed", cell -> median(cell, marks))
        .number("backlog needed p95", NeededBacklog::high);
  }

  static String median(Cell cell, CellMarks marks) {
    double[] launches =
        cell.metric(METRIC).launches().stream()
            .mapToDouble(Double::doubleValue)
            .filter(value -> !Double.isNaN(value))
            .sorted()
            .toArray();
    return marks.figure(
        cell, METRIC, value -> text(cell, value), text(cell, median(cell, launches)));
  }

  /// The median that ranks use; unknown where it lies between a launch whose value is known and one
  /// whose value is not.
  private static double median(Cell cell, double[] sorted) {
    if (sorted.length == 0) return Double.NaN;
    double upper = sorted[sorted.length / 2];
    boolean known = upper <= cell.count("listener.effectiveBacklog");
    return known ? Spread.of(sorted).median() : upper;
  }

  private static String high(Cell cell) {
    Metric metric = cell.metric(METRIC);
    return text(cell, rank(metric.measuredIterations(), HIGH));
  }

  /// The smallest value that so large a share of the values does not exceed; NaN of none.
  private static double rank(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int place = (int) Math.ceil(share * sorted.length);
    return sorted.length == 0 ? Double.NaN : sorted[Math.max(place, 1) - 1];
  }

  private static String text(Cell cell, double needed) {
    double backlog = cell.count("listener.effectiveBacklog");
    return needed > backlog ? "more than " + Figures.count(backlog) : Figures.count(needed);
  }
}
