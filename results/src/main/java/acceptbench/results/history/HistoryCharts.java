package acceptbench.results.history;

import acceptbench.results.chart.Chart;
import acceptbench.results.rank.Figure;
import acceptbench.results.run.Run;
import acceptbench.results.run.Scenario;
import acceptbench.results.statistics.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A history as charts: a line for each strategy over the runs, with its intervals.
public final class HistoryCharts {
  private HistoryCharts() {}

  /// One for each figure.
  ///
  /// @param idPrefix what the ids of the charts begin with
  public static List<Chart> of(String idPrefix, History.InTime scenario, History history) {
    List<String> strategies =
        history.scenarios().stream()
            .flatMap(one -> one.scenario().strategies().stream())
            .distinct()
            .toList();
    List<Run> runs = history.runs();
    List<Chart> charts = new ArrayList<>();
    scenario
        .figures()
        .forEach(
            (figure, courses) -> charts.add(chart(idPrefix, figure, courses, runs, strategies)));
    return charts;
  }

  private static Chart chart(
      String idPrefix,
      Figure figure,
      List<Course> courses,
      List<Run> runs,
      List<String> strategies) {
    List<Chart.View> views = new ArrayList<>();
    for (String backlog :
        courses.stream()
            .map(one -> one.cell().backlog())
            .distinct()
            .sorted(Scenario.BACKLOGS)
            .toList())
      views.add(
          new Chart.View(
              "backlog " + backlog,
              courses.stream()
                  .filter(course -> course.cell().backlog().equals(backlog))
                  .map(course -> series(course, figure, strategies))
                  .toList()));
    return new Chart(
        idPrefix + figure.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        Chart.Kind.LINES,
        figure.label() + " over time",
        "The median over launches in each run, and the interval that holds the median of all"
            + " possible launches with 95 % confidence.",
        Chart.Axis.categories("run", runs.stream().map(Run::name).toList()),
        Chart.Axis.of(figure.label(), scale(figure)),
        views,
        0,
        List.of(),
        HistoryTables.of(runs, figure, courses));
  }

  private static Chart.Scale scale(Figure figure) {
    return switch (figure) {
      case CONNECT_P99, FIRST_BYTE_P99, DRAIN -> Chart.Scale.MICROS;
      case BACKLOG_NEEDED, OVERFLOWS, GHOSTS -> Chart.Scale.COUNTS;
    };
  }

  private static Chart.Series series(Course course, Figure figure, List<String> strategies) {
    // The drain's launches are in nanoseconds, and the axis is not.
    double unit = figure == Figure.DRAIN ? 1e3 : 1;
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < course.points().size(); i++) {
      Optional<Spread> spread = course.points().get(i).map(Course.Point::spread);
      points.add(
          new double[] {
            i,
            spread.map(Spread::median).orElse(Double.NaN) / unit,
            spread.map(Spread::low).orElse(Double.NaN) / unit,
            spread.map(Spread::high).orElse(Double.NaN) / unit
          });
    }
    String strategy = course.cell().strategy();
    int index = strategies.indexOf(strategy);
    return new Chart.Series(strategy, "s" + index, index / 8, List.of(), points);
  }
}
