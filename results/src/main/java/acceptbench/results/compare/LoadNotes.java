package acceptbench.results.compare;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Run;
import acceptbench.results.text.Figures;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.descriptive.Median;

/// Notes about different loads: the rate at which connections come matters more for depth,
/// overflows and latency than anything else.
final class LoadNotes {
  /// A schedule that was kept is within 2 % of what was offered.
  private static final double SAME_RATE = 1.05;

  private static final int LISTED = 5;

  private int pairs;
  private int apart;
  private double farthest = 1;

  /// Looks at two cells that are compared.
  void add(Cell base, Cell candidate) {
    pairs++;
    double ratio = rate(candidate) / rate(base);
    double factor = Math.max(ratio, 1 / ratio);
    if (factor > SAME_RATE) apart++;
    if (factor > farthest) farthest = factor;
  }

  /// NaN where it was not measured.
  private static double rate(Cell cell) {
    double[] launches =
        cell.keptLaunches(cell.metric("rate.achieved")).stream()
            .mapToDouble(Double::doubleValue)
            .filter(rate -> rate > 0)
            .toArray();
    return Median.withDefaults().evaluate(launches);
  }

  List<String> lines() {
    if (apart == 0) return List.of();
    return List.of(
        ("in %d of %d pairs of cells the connections came at another rate (rate.achieved, up to %s"
                + " times as fast): what differs may be the load")
            .formatted(apart, pairs, Figures.significant(farthest)));
  }

  /// A line for each cell that has launches which are not compared.
  static List<String> launchesOut(Run run) {
    CellLabels labels =
        new CellLabels(run.cells().stream().map(cell -> CellKey.of(cell, "")).toList());
    List<String> lines = new ArrayList<>();
    for (Cell cell : run.cells()) {
      if (cell.launchesBehind() == 0) continue;
      lines.add(
          "%d of %d launches of %s in %s did not keep the schedule, and stay out"
              .formatted(
                  cell.launchesBehind(),
                  cell.launchCount(),
                  labels.of(CellKey.of(cell, "")),
                  run.name()));
    }
    if (lines.size() <= LISTED) return lines;
    List<String> listed = new ArrayList<>(lines.subList(0, LISTED));
    listed.add("so did launches of %d more cells".formatted(lines.size() - LISTED));
    return listed;
  }
}
