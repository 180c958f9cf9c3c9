package acceptbench.results.chart;

import acceptbench.results.run.Cell;
import acceptbench.results.run.QueueDepth;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The depth of the accept queue over time: the exact one, of each listener, where the run knew it;
/// else what was seen of it.
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
            .ifPresent(depth -> series.addAll(series(subject, depth, panel.detail().timePoints())));
      }
      views.add(new Chart.View("backlog " + backlog, series));
    }
    return new Chart(
        panel.idPrefix() + "depth",
        Chart.Kind.TIME,
        "Depth of the accept queue over time",
        "Connections that wait to be accepted, in the first measured iteration"
            + (several(panel) ? ", in the queue of each listener. " : ". ")
            + source(panel),
        Chart.Axis.of("after the start", Chart.Scale.MILLIS),
        Chart.Axis.of("connections", Chart.Scale.LINEAR),
        views,
        0,
        List.of(),
        table(panel));
  }

  private static List<Chart.Series> series(Subject subject, QueueDepth depth, int most) {
    if (!depth.isExact()) return List.of(subject.series(points(depth, most)));
    List<QueueDepth> listeners = depth.listeners();
    if (listeners.size() == 1) return List.of(subject.series(points(listeners.getFirst(), most)));
    List<Chart.Series> all = new ArrayList<>();
    for (int i = 0; i < listeners.size(); i++)
      all.add(
          new Chart.Series(
              subject.name() + ", listener " + i,
              subject.color(),
              subject.dash() + i,
              List.of(),
              points(listeners.get(i), most)));
    return all;
  }

  private static boolean several(Panel panel) {
    return panel.subjects().stream()
        .flatMap(subject -> subject.cells().stream())
        .anyMatch(cell -> cell.depth().listeners().size() > 1);
  }

  /// How each line came about.
  private static String source(Panel panel) {
    String seen = names(panel, false);
    if (seen.isEmpty())
      return "Exact: each connection's handshake and accept are known to both ends.";
    String looks = "sampled: some 200 looks a second, and it may have been deeper between two";
    return names(panel, true).isEmpty()
        ? "It is " + looks + "."
        : "Exact, from both ends of each connection, but of " + seen + ", which is " + looks + ".";
  }

  private static String names(Panel panel, boolean exact) {
    return panel.subjects().stream()
        .filter(
            subject ->
                subject.cells().stream()
                    .map(Cell::depth)
                    .anyMatch(depth -> depth.isKnown() && depth.isExact() == exact))
        .map(Subject::name)
        .collect(Collectors.joining(", "));
  }

  /// All of them, or the deepest and the last of each stretch.
  private static List<double[]> points(QueueDepth depth, int most) {
    int size = depth.millis().size();
    int stretch = size <= most ? 1 : Math.ceilDiv(2 * size, most);
    List<double[]> points = new ArrayList<>();
    for (int from = 0; from < size; from += stretch) {
      int last = Math.min(from + stretch, size) - 1;
      int deepest = from;
      for (int i = from; i <= last; i++)
        if (depth.depths().get(i) > depth.depths().get(deepest)) deepest = i;
      points.add(point(depth, deepest));
      if (last != deepest) points.add(point(depth, last));
    }
    return points;
  }

  private static double[] point(QueueDepth depth, int i) {
    return new double[] {depth.millis().get(i), depth.depths().get(i)};
  }

  private static Grid table(Panel panel) {
    List<List<String>> rows = new ArrayList<>();
    for (Subject subject : panel.subjects()) {
      for (Cell cell : subject.cells()) {
        QueueDepth depth = cell.depth();
        rows.add(
            List.of(
                subject.name(),
                cell.backlog(),
                Figures.count(depth.exactDeepest()),
                Figures.count(depth.deepest()),
                lastNotEmpty(depth)));
      }
    }
    return new Grid(
        List.of(
            Grid.text("strategy"),
            Grid.number("backlog"),
            Grid.number("deepest"),
            Grid.number("deepest seen at a look"),
            Grid.number("last not empty")),
        rows);
  }

  private static String lastNotEmpty(QueueDepth depth) {
    if (!depth.isKnown()) return Figures.NOT_MEASURED;
    double millis = depth.lastNotEmpty();
    return Double.isNaN(millis) ? "never" : Figures.micros(millis * 1e3);
  }
}
