package acceptbench.results.chart;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Metric;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// Latency by percentile, and two latencies against each other.
final class PercentileCharts {
  private final Panel panel;

  PercentileCharts(Panel panel) {
    this.panel = panel;
  }

  Chart connect() {
    return byPercentile(
        "percentiles-connect",
        "Connect latency by percentile",
        "Every client is somewhere on its strategy's line; to the right are the unlucky ones. The"
            + " dashed lines are the times at which a dropped SYN is sent again.",
        panel.retries(),
        Cell::connect);
  }

  Chart firstByte() {
    return byPercentile(
        "percentiles-first-byte",
        "First byte by percentile, of the clients served",
        "From the intended start to the greeting. Clients that were never greeted are not in it:"
            + " read it together with the ledger.",
        panel.retries(),
        Cell::firstByte);
  }

  Chart queueWait() {
    return byPercentile(
        "percentiles-queue-wait",
        "Time in the accept queue by percentile",
        "From the end of the handshake to the return of accept, of the connections accepted: the"
            + " part of the time to the first byte that a client spends as one of a queue.",
        List.of(),
        Cell::queueWait);
  }

  private Chart byPercentile(
      String id,
      String title,
      String explanation,
      List<Chart.Mark> marks,
      Function<Cell, Metric> metric) {
    List<Chart.View> views = new ArrayList<>();
    for (String backlog : panel.backlogs()) {
      List<Chart.Series> series = new ArrayList<>();
      for (Subject subject : panel.subjects()) {
        subject
            .at(backlog)
            .map(metric)
            .filter(Metric::isMeasured)
            .ifPresent(found -> series.add(subject.series(points(found))));
      }
      views.add(new Chart.View("backlog " + backlog, series));
    }
    return new Chart(
        panel.idPrefix() + id,
        Chart.Kind.PERCENTILES,
        title,
        explanation,
        Chart.Axis.of("percentile", Chart.Scale.PERCENTS),
        Chart.Axis.of("latency", Chart.Scale.MICROS),
        views,
        0,
        marks,
        percentileTable(metric));
  }

  /// JMH lists percentiles beyond what the samples can show, all of them the maximum: only the
  /// first of those is drawn.
  private static List<double[]> points(Metric metric) {
    List<double[]> points = new ArrayList<>();
    for (Map.Entry<Double, Double> entry : metric.curve().entrySet()) {
      points.add(new double[] {entry.getKey(), entry.getValue()});
      if (entry.getKey() >= 99 && entry.getValue() >= metric.max()) {
        break;
      }
    }
    return points;
  }

  private Grid percentileTable(Function<Cell, Metric> metric) {
    Set<Double> percents = percents(metric);
    List<Grid.Column> columns = new ArrayList<>();
    columns.add(Grid.text("strategy"));
    columns.add(Grid.number("backlog"));
    percents.forEach(percent -> columns.add(Grid.number(label(percent))));
    List<List<String>> rows = new ArrayList<>();
    for (Subject subject : panel.subjects()) {
      for (Cell cell : subject.cells()) {
        List<String> row = new ArrayList<>(List.of(subject.name(), cell.backlog()));
        percents.forEach(p -> row.add(Figures.micros(metric.apply(cell).percentile(p))));
        rows.add(row);
      }
    }
    return new Grid(columns, rows);
  }

  /// Those that JMH lists, without what the samples can't show: with a thousand of them p99.99 is
  /// the maximum.
  private Set<Double> percents(Function<Cell, Metric> metric) {
    TreeSet<Double> percents = new TreeSet<>();
    for (Subject subject : panel.subjects()) {
      for (Cell cell : subject.cells()) {
        Metric measured = metric.apply(cell);
        measured
            .percentiles()
            .forEach(
                (percent, value) -> {
                  if (percent <= 99 || percent == 100 || value < measured.max()) {
                    percents.add(percent);
                  }
                });
      }
    }
    return percents;
  }

  private static String label(double percent) {
    if (percent == 0) {
      return "min";
    }
    return percent == 100 ? "max" : "p" + Double.toString(percent).replaceFirst("\\.0$", "");
  }

  /// First byte against connect: what a client sees of the kernel, and of the server.
  Chart firstByteAgainstConnect() {
    List<Chart.View> views = new ArrayList<>();
    for (double percent : new double[] {50, 99}) {
      List<Chart.Series> series = new ArrayList<>();
      for (Subject subject : panel.subjects()) {
        List<String> labels = new ArrayList<>();
        List<double[]> points = new ArrayList<>();
        for (Cell cell : subject.cells()) {
          labels.add("backlog " + cell.backlog());
          double connect = cell.connect().percentile(percent);
          points.add(new double[] {connect, cell.firstByte().percentile(percent)});
        }
        series.add(
            new Chart.Series(subject.name(), subject.color(), subject.dash(), labels, points));
      }
      views.add(new Chart.View(label(percent), series));
    }
    return new Chart(
        panel.idPrefix() + "first-byte",
        Chart.Kind.POINTS,
        "First byte against connect",
        "A point for each backlog, joined from the smallest to the largest. Far above the diagonal"
            + " the kernel was quick and the server slow; on it the client waited for the kernel.",
        Chart.Axis.of("connect", Chart.Scale.MICROS),
        Chart.Axis.of("first byte", Chart.Scale.MICROS),
        views,
        1,
        List.of(),
        pairTable());
  }

  private Grid pairTable() {
    List<Grid.Column> columns =
        List.of(
            Grid.text("strategy"),
            Grid.number("backlog"),
            Grid.number("connect p50"),
            Grid.number("first byte p50"),
            Grid.number("connect p99"),
            Grid.number("first byte p99"));
    List<List<String>> rows = new ArrayList<>();
    for (Subject subject : panel.subjects()) {
      for (Cell cell : subject.cells()) {
        rows.add(
            List.of(
                subject.name(),
                cell.backlog(),
                Figures.micros(cell.connect().percentile(50)),
                Figures.micros(cell.firstByte().percentile(50)),
                Figures.micros(cell.connect().percentile(99)),
                Figures.micros(cell.firstByte().percentile(99))));
      }
    }
    return new Grid(columns, rows);
  }
}
