package acceptbench.results.chart;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The scores, with JMH's error: all that plain JMH JSON has, and what counts where a queue is
/// emptied.
public final class ScoreChart {
  private ScoreChart() {}

  public static Chart of(String idPrefix, Scenario scenario) {
    List<String> names = new ArrayList<>();
    List<double[]> points = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (Cell cell : scenario.cells()) {
      double score = cell.primary().score();
      double error = cell.primary().error();
      String name = name(cell, scenario);
      points.add(new double[] {names.size(), score, score - error, score + error});
      names.add(name);
      rows.add(List.of(name, Figures.significant(score), Figures.significant(error)));
    }
    String unit = scenario.cells().getFirst().primary().unit();
    Chart.Series series = new Chart.Series("score", "s0", 0, List.of(), points);
    return new Chart(
        idPrefix + "score",
        Chart.Kind.BARS,
        "Score",
        "JMH's score and, where there were enough iterations for one, its 99.9 % error.",
        Chart.Axis.categories("", names),
        Chart.Axis.of(unit, Chart.Scale.LINEAR),
        List.of(new Chart.View("score", List.of(series))),
        0,
        List.of(),
        new Grid(
            List.of(Grid.text("parameters"), Grid.number(unit), Grid.number("± error")), rows));
  }

  private static String name(Cell cell, Scenario scenario) {
    String params =
        cell.params().entrySet().stream()
            .filter(entry -> !scenario.key().constants().containsKey(entry.getKey()))
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(" "));
    return params.isEmpty() ? scenario.shortName() : params;
  }
}
