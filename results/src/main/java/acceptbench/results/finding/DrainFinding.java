package acceptbench.results.finding;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Which strategy empties a full accept queue fastest, and which slowest.
final class DrainFinding {
  private DrainFinding() {}

  static Finding of(Scenario scenario) {
    List<Cell> known =
        scenario.cells().stream()
            .filter(cell -> !Double.isNaN(cell.drainNanos().score()))
            .sorted(Comparator.comparingDouble(cell -> cell.drainNanos().score()))
            .toList();
    List<Sentence> sentences = new ArrayList<>();
    if (!known.isEmpty()) {
      sentences.add(sentence(known.getFirst(), " emptied its queue fastest"));
    }
    if (known.size() > 1) {
      sentences.add(sentence(known.getLast(), " slowest"));
    }
    return new Finding("Emptying a full accept queue", sentences);
  }

  private static Sentence sentence(Cell cell, String how) {
    return Sentence.ofName(cell.strategy())
        .words(how + ": ")
        .number(Figures.micros(cell.drainNanos().score() / 1e3))
        .words(" for each connection at backlog ")
        .number(cell.backlog())
        .words(".")
        .end();
  }
}
