package acceptbench.results;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Run;
import acceptbench.results.run.Scenario;
import java.util.Comparator;
import java.util.Optional;

/// The scenario that is shown of a run if there is room for one: the one with the most strategies,
/// or the first of several.
final class MainScenario {
  private MainScenario() {}

  /// Nothing where no cell has a connect latency.
  static Optional<Scenario> of(Run run) {
    return run.scenarios().stream()
        .filter(scenario -> scenario.cells().stream().anyMatch(MainScenario::hasConnect))
        .sorted(
            Comparator.comparingInt((Scenario scenario) -> scenario.strategies().size()).reversed())
        .findFirst();
  }

  static boolean hasConnect(Cell cell) {
    return cell.isAcceptCell() && cell.connect().percentile(99) > 0;
  }
}
