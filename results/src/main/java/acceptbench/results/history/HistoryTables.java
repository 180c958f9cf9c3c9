package acceptbench.results.history;

import acceptbench.results.rank.Figure;
import acceptbench.results.run.Run;
import acceptbench.results.statistics.Spread;
import acceptbench.results.text.Columns;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A history as tables.
public final class HistoryTables {
  /// How to read the tables of figures.
  public static final String NOTE =
      "Median over launches, and the interval that holds the median of all possible launches with"
          + " 95 % confidence (with fewer than 6 launches: their range). worse and better: the run"
          + " is told apart from the one before it that measured the cell, by an exact rank sum"
          + " test of the launches, corrected (Holm) for all such pairs of a table, so that the"
          + " chance of any false one in it is at most 5 %. ?: too few launches to tell.";

  private HistoryTables() {}

  /// The runs themselves.
  public static Grid runs(History history) {
    return new Columns<Run>()
        .text("run", Run::name)
        .text("started", run -> Figures.minute(fact(run, "startedAt")))
        .text("kernel", run -> fact(run, "kernel.release"))
        .text("JDK", run -> fact(run, "jdk.version"))
        .text("acceptbench", run -> fact(run, "versions.acceptbench"))
        .number("cells", run -> Figures.count(run.cells().size()))
        .of(history.runs());
  }

  /// A figure of a scenario.
  public static Grid of(History history, History.InTime scenario, Figure figure) {
    return of(history.runs(), figure, scenario.figures().getOrDefault(figure, List.of()));
  }

  private static String fact(Run run, String path) {
    return run.environment().fact(path);
  }

  /// A row for each cell, a column for each run: the median over launches and its interval, and
  /// `worse` or `better` where the run is told apart from the one before it.
  static Grid of(List<Run> runs, Figure figure, List<Course> courses) {
    List<Grid.Column> columns =
        new ArrayList<>(List.of(Grid.text("strategy"), Grid.number("backlog")));
    runs.forEach(run -> columns.add(Grid.text(run.name())));
    List<List<String>> rows = new ArrayList<>();
    for (Course course : courses) {
      List<String> row =
          new ArrayList<>(List.of(course.cell().strategy(), course.cell().backlog()));
      course.points().forEach(point -> row.add(text(figure, point)));
      rows.add(row);
    }
    return new Grid(columns, rows);
  }

  private static String text(Figure figure, Optional<Course.Point> point) {
    if (point.isEmpty()) return "";
    Spread spread = point.get().spread();
    String low = figure.text(spread.low());
    String high = figure.text(spread.high());
    String interval = low.equals(high) ? "" : " (%s … %s)".formatted(low, high);
    return figure.text(spread.median()) + interval + point.get().change().mark();
  }
}
