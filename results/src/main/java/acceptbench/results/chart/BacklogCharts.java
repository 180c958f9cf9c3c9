package acceptbench.results.chart;

import acceptbench.results.run.Cell;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Grid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/// Charts that show one figure of each subject against the backlog, as lines or as a heat map.
final class BacklogCharts {
  private final Panel panel;

  BacklogCharts(Panel panel) {
    this.panel = panel;
  }

  Chart connectHeat() {
    return heat(
        "heat-connect",
        "Connect p99, strategy by backlog",
        "99 % of the clients had connected within this time; the stronger the colour, the longer.",
        Chart.Axis.of("connect p99", Chart.Scale.MICROS),
        cell -> cell.connect().percentile(99),
        Figures::micros);
  }

  Chart overflowHeat() {
    return heat(
        "heat-overflows",
        "Overflows, strategy by backlog",
        "Packets that the kernel dropped in one iteration because the accept queue was full; the"
            + " stronger the colour, the more.",
        Chart.Axis.of("ListenOverflows", Chart.Scale.COUNTS),
        cell -> cell.count("ListenOverflows"),
        Figures::count);
  }

  Chart connect() {
    Map<String, ToDoubleFunction<Cell>> views = new LinkedHashMap<>();
    views.put("p50", cell -> cell.connect().percentile(50));
    views.put("p99", cell -> cell.connect().percentile(99));
    views.put("max", cell -> cell.connect().max());
    return lines(
        "connect",
        "Connect latency against backlog",
        "From the intended start to the end of the handshake. The dashed lines are the times at"
            + " which a dropped SYN is sent again.",
        Chart.Axis.of("connect", Chart.Scale.MICROS),
        views,
        panel.retries(),
        Figures::micros);
  }

  Chart overflows() {
    return lines(
        "overflows",
        "Overflows against backlog",
        "ListenOverflows for one iteration. The scale is logarithmic above 1, so that 0 has a place"
            + " on it.",
        Chart.Axis.of("ListenOverflows", Chart.Scale.COUNTS),
        Map.of("ListenOverflows", cell -> cell.count("ListenOverflows")),
        List.of(),
        Figures::count);
  }

  /// With a single backlog a line would be a point.
  Chart cpuPerAccept() {
    String id = "cpu";
    String title = "CPU time of the server per accepted connection";
    String explanation =
        "All threads of the server's processes, divided by the connections they accepted.";
    Chart.Axis y = Chart.Axis.of("CPU per accept", Chart.Scale.LINEAR_MICROS);
    ToDoubleFunction<Cell> figure = cell -> cell.count("server.cpuPerAccept");
    return panel.hasSeveralBacklogs()
        ? lines(id, title, explanation, y, Map.of(y.name(), figure), List.of(), Figures::micros)
        : heat(id, title, explanation, y, figure, Figures::micros);
  }

  private Chart lines(
      String id,
      String title,
      String explanation,
      Chart.Axis y,
      Map<String, ToDoubleFunction<Cell>> figures,
      List<Chart.Mark> marks,
      DoubleFunction<String> format) {
    List<Chart.View> views = new ArrayList<>();
    figures.forEach((name, figure) -> views.add(new Chart.View(name, allSeries(figure))));
    return new Chart(
        panel.idPrefix() + id,
        Chart.Kind.LINES,
        title,
        explanation,
        Chart.Axis.categories("backlog", panel.backlogs()),
        y,
        views,
        Math.min(1, views.size() - 1),
        marks,
        table(figures, format));
  }

  private Chart heat(
      String id,
      String title,
      String explanation,
      Chart.Axis y,
      ToDoubleFunction<Cell> figure,
      DoubleFunction<String> format) {
    return new Chart(
        panel.idPrefix() + id,
        Chart.Kind.HEAT,
        title,
        explanation,
        Chart.Axis.categories("backlog", panel.backlogs()),
        y,
        List.of(new Chart.View(y.name(), allSeries(figure))),
        0,
        List.of(),
        table(Map.of(y.name(), figure), format));
  }

  private List<Chart.Series> allSeries(ToDoubleFunction<Cell> figure) {
    List<Chart.Series> series = new ArrayList<>();
    for (Subject subject : panel.subjects()) {
      List<double[]> points = new ArrayList<>();
      for (int b = 0; b < panel.backlogs().size(); b++) {
        points.add(new double[] {b, panel.value(subject, panel.backlogs().get(b), figure)});
      }
      series.add(subject.series(points));
    }
    return series;
  }

  /// A row for each subject and figure, a column for each backlog.
  private Grid table(Map<String, ToDoubleFunction<Cell>> figures, DoubleFunction<String> format) {
    List<Grid.Column> columns = new ArrayList<>(List.of(Grid.text("strategy")));
    if (figures.size() > 1) {
      columns.add(Grid.text("figure"));
    }
    panel.backlogs().forEach(backlog -> columns.add(Grid.number("backlog " + backlog)));
    List<List<String>> rows = new ArrayList<>();
    for (Subject subject : panel.subjects()) {
      figures.forEach(
          (name, figure) -> {
            List<String> row = new ArrayList<>(List.of(subject.name()));
            if (figures.size() > 1) {
              row.add(name);
            }
            for (String backlog : panel.backlogs()) {
              row.add(format.apply(panel.value(subject, backlog, figure)));
            }
            rows.add(row);
          });
    }
    return new Grid(columns, rows);
  }
}
