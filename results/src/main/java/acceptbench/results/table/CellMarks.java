package acceptbench.results.table;

import acceptbench.results.finding.Settled;
import acceptbench.results.run.Cell;
import acceptbench.results.run.Metric;
import acceptbench.results.run.Scenario;
import acceptbench.results.statistics.Groups;
import acceptbench.results.text.Grid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;

/// What has to be known of a cell before its figures are read: marks that stand behind them, and
/// launches that fall into two groups.
public final class CellMarks {
  private static final String LEFT_OUT = " †";
  private static final String BEHIND = " §";
  private static final String UNSETTLED = " ‡";
  private static final String CLIENTS_LIMIT = " ¶";

  private static final Map<String, String> LEGEND = meanings();

  private final Settled settled;

  public CellMarks(Scenario scenario) {
    this.settled = Settled.of(scenario);
  }

  private static Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    meanings.put(
        LEFT_OUT,
        "†: the client fell behind its schedule in launches of this cell, which are left out"
            + " here.");
    meanings.put(
        BEHIND,
        "§: the client fell behind its schedule in launches of this cell, and its figures are not"
            + " the server's: there are no other launches, or no histograms of theirs.");
    meanings.put(
        UNSETTLED,
        "‡: client or server had not settled: figures still moved from iteration to iteration.");
    meanings.put(
        CLIENTS_LIMIT,
        "¶: the client was the limit and not the server: its CPU was busy for 90 % of the time or"
            + " more.");
    meanings.put(
        Groups.TIMES,
        "4 × A, 1 × B: the launches (or the iterations of a single launch) fall into two groups,"
            + " for example four around A and one around B.");
    return meanings;
  }

  /// What stands behind the cell's figures.
  String of(Cell cell) {
    String behind = cell.onScheduleOnly() ? LEFT_OUT : BEHIND;
    return (cell.keptSchedule() ? "" : behind)
        + (cell.clientWasLimit() ? CLIENTS_LIMIT : "")
        + (settled.is(cell) ? "" : UNSETTLED);
  }

  /// A figure of a cell: both groups where its launches fall into two, as a figure of all together
  /// may be one that none of them had.
  ///
  /// @param metric that has a value for each iteration
  /// @param together what is shown otherwise
  String figure(Cell cell, String metric, DoubleFunction<String> format, String together) {
    return figure(cell, cell.metric(metric), format, together);
  }

  String figure(Cell cell, Metric metric, DoubleFunction<String> format, String together) {
    return groups(metric).map(two -> two.text(format)).orElse(together);
  }

  /// The groups of the launches, or of the iterations if there is only one launch.
  private static Optional<Groups> groups(Metric metric) {
    List<Double> values =
        metric.iterations().size() == 1 ? metric.iterations().getFirst() : metric.launches();
    return Groups.among(
        values.stream().mapToDouble(Double::doubleValue).filter(v -> !Double.isNaN(v)).toArray());
  }

  /// What the marks in finished tables mean.
  public static List<String> legend(List<Grid> tables) {
    List<String> legend = new ArrayList<>();
    LEGEND.forEach(
        (mark, meaning) -> {
          if (tables.stream().anyMatch(table -> table.contains(mark))) legend.add(meaning);
        });
    return legend;
  }
}
