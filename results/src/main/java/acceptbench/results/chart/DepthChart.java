package acceptbench.results.chart;

import acceptbench.results.run.Cell;
import acceptbench.results.run.QueueDepth;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Grid;
import java.util.ArrayList;
import java.util.List;

/// The depth of the accept queue over time.
final class DepthChart {
  private DepthChart() {}

  static boolean isKnown(Panel panel) {
    return panel.subjects().stream()
        .flatMap(subject -> subject.cells().stream())
        .anyMatch(cell -> cell.depth().isKnown());
  }

  static Chart of(Panel panel) {
    List<Chart.View> views = new ArrayList<>();
    for (String backlog : panel.backlogs()) {
      List<Chart.Series> series = new ArrayList<>();
      for (Subject subject : panel.subjects()) {
        subject
            .at(backlog)
            .map(Cell::depth)
            .filter(QueueDepth::isKnown)
            .ifPresent(
                depth -> series.add(subject.series(points(depth, panel.detail().timePoints()))));
      }
      views.add(new Chart.View("backlog " + backlog, series));
    }
    return new Chart(
        panel.idPrefix() + "depth",
        Chart.Kind.TIME,
        "Depth of the accept queue over time",
        "Connections that wait to be accepted, in the first measured iteration.",
        Chart.Axis.of("after the start", Chart.Scale.MILLIS),
        Chart.Axis.of("connections", Chart.Scale.LINEAR),
        views,
        0,
        List.of(),
        table(panel));
  }

  /// Of each stretch the deepest.
  private static List<double[]> points(QueueDepth depth, int most) {
    int stretch = Math.ceilDiv(depth.millis().size(), most);
    List<double[]> points = new ArrayList<>();
    for (int from = 0; from < depth.millis().size(); from += stretch) {
      int to = Math.min(from + stretch, depth.millis().size());
      double deepest =
          depth.depths().subList(from, to).stream()
              .mapToDouble(Double::doubleValue)
              .max()
              .orElse(0);
      points.add(new double[] {depth.millis().get(from), deepest});
    }
    return points;
  }

  private static Grid table(Panel panel) {
    List<List<String>> rows = new ArrayList<>();
    for (Subject subject : panel.subjects()) {
      for (Cell cell : subject.cells()) {
        QueueDepth depth = cell.depth();
        double deepest =
            depth.depths().stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
        rows.add(
            List.of(
                subject.name(), cell.backlog(), Figures.count(deepest), emptied(depth, deepest)));
      }
    }
    return new Grid(
        List.of(
            Grid.text("strategy"),
            Grid.number("backlog"),
            Grid.number("deepest"),
            Grid.number("last not empty")),
        rows);
  }

  private static String emptied(QueueDepth depth, double deepest) {
    for (int i = depth.depths().size() - 1; i >= 0 && deepest > 0; i--) {
      if (depth.depths().get(i) > 0) {
        return Figures.micros(depth.millis().get(i) * 1e3);
      }
    }
    return depth.isKnown() ? "never" : Figures.NOT_MEASURED;
  }
}
