package acceptbench.results.chart;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/// Charts that show one figure of each strategy against the backlog.
public final class BacklogCharts {
  private final Scenario scenario;
  private final Styles styles;
  private final List<Chart.Mark> retries;
  private final String idPrefix;

  public BacklogCharts(
      Scenario scenario, Styles styles, List<Chart.Mark> retries, String idPrefix) {
    this.scenario = scenario;
    this.styles = styles;
    this.retries = retries;
    this.idPrefix = idPrefix;
  }

  public Chart connect() {
    return lines(
        "connect",
        "Connect latency against backlog (p99)",
        "99 % of the clients had connected within this time. The dashed lines are the times at"
            + " which a dropped SYN is sent again.",
        Chart.Axis.of("connect p99", Chart.Scale.MICROS),
        retries,
        cell -> cell.connect().percentile(99),
        Figures::micros);
  }

  public Chart overflows() {
    return lines(
        "overflows",
        "Overflows against backlog",
        "ListenOverflows for one iteration: packets the kernel dropped because the accept queue was"
            + " full. The scale is logarithmic above 1, so that 0 has a place on it.",
        Chart.Axis.of("ListenOverflows", Chart.Scale.COUNTS),
        List.of(),
        cell -> cell.count("ListenOverflows"),
        Figures::count);
  }

  private Chart lines(
      String id,
      String title,
      String explanation,
      Chart.Axis y,
      List<Chart.Mark> marks,
      ToDoubleFunction<Cell> figure,
      DoubleFunction<String> format) {
    List<String> backlogs = scenario.backlogs();
    List<Chart.Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (String strategy : scenario.strategies()) {
      List<double[]> points = new ArrayList<>();
      List<String> row = new ArrayList<>(List.of(strategy));
      for (int b = 0; b < backlogs.size(); b++) {
        double value =
            scenario.cell(strategy, backlogs.get(b)).map(figure::applyAsDouble).orElse(Double.NaN);
        points.add(new double[] {b, value});
        row.add(format.apply(value));
      }
      series.add(new Chart.Series(strategy, styles.of(strategy), points));
      rows.add(row);
    }
    List<Grid.Column> columns = new ArrayList<>(List.of(Grid.text("strategy")));
    backlogs.forEach(backlog -> columns.add(Grid.number("backlog " + backlog)));
    return new Chart(
        idPrefix + id,
        Chart.Kind.LINES,
        title,
        explanation,
        Chart.Axis.categories("backlog", backlogs),
        y,
        series,
        marks,
        new Grid(columns, rows));
  }
}
