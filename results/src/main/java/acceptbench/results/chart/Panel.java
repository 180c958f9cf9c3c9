package acceptbench.results.chart;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What the charts of one scenario are drawn from.
///
/// @param idPrefix what the ids of its charts begin with
/// @param backlogs smallest first
/// @param retries the times at which a lost SYN is sent again, in microseconds
/// @param detail how finely a series over time is drawn
public record Panel(
    String idPrefix,
    List<String> backlogs,
    List<Subject> subjects,
    List<Chart.Mark> retries,
    Detail detail) {
  public Panel {
    backlogs = List.copyOf(backlogs);
    subjects = List.copyOf(subjects);
    retries = List.copyOf(retries);
  }

  /// The strategies of one scenario.
  ///
  /// @param strategies all of the page, in the order that gives each its colour
  public static Panel of(
      String idPrefix,
      Scenario scenario,
      List<String> strategies,
      List<Chart.Mark> retries,
      Detail detail) {
    List<Subject> subjects = new ArrayList<>();
    for (String strategy : scenario.strategies()) {
      int index = strategies.indexOf(strategy);
      subjects.add(new Subject(strategy, "s" + index, index / 8, scenario.of(strategy)));
    }
    return new Panel(idPrefix, scenario.backlogs(), subjects, retries, detail);
  }

  double value(Subject subject, String backlog, ToDoubleFunction<Cell> figure) {
    return subject.at(backlog).map(figure::applyAsDouble).orElse(Double.NaN);
  }

  boolean hasSeveralBacklogs() {
    return backlogs.size() > 1;
  }

  /// Whether any cell has that figure.
  boolean has(ToDoubleFunction<Cell> figure) {
    return subjects.stream()
        .flatMap(subject -> subject.cells().stream())
        .anyMatch(cell -> !Double.isNaN(figure.applyAsDouble(cell)));
  }
}
