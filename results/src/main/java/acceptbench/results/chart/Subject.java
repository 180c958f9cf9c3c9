package acceptbench.results.chart;

import acceptbench.results.run.Cell;
import java.util.List;
import java.util.Optional;

/// Something that has its own colour and line in the charts: a strategy, or a strategy in one of
/// several runs.
///
/// @param color as in [Chart.Series]
/// @param cells its cells, one for each backlog
public record Subject(String name, String color, int dash, List<Cell> cells) {
  public Subject {
    cells = List.copyOf(cells);
  }

  Optional<Cell> at(String backlog) {
    return cells.stream().filter(cell -> cell.backlog().equals(backlog)).findFirst();
  }

  Chart.Series series(List<double[]> points) {
    return new Chart.Series(name, color, dash, List.of(), points);
  }
}
