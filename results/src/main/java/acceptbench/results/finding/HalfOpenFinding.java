package acceptbench.results.finding;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Sentence;

/// How many half-open clients the server kept, and what became of the others meanwhile.
final class HalfOpenFinding {
  private HalfOpenFinding() {}

  static Finding of(Scenario scenario) {
    Shared sentences = new Shared();
    for (Cell cell : scenario.cells())
      if (cell.hasHalfOpenClients()) sentences.add(cell.strategy(), predicate(cell));
    return new Finding("Half-open clients", sentences.sentences());
  }

  private static Sentence predicate(Cell cell) {
    return Sentence.say(" at backlog ")
        .number(cell.backlog())
        .words(": ")
        .number(Figures.range(cell.metric("listener.halfOpen").measuredIterations()))
        .words(" of ")
        .number(cell.params().getOrDefault("halfOpen", ""))
        .words(" half-open clients were kept in SYN_RECV; ")
        .number(Figures.percent(cell.servedShare()))
        .words(" of the connections attempted were served, ")
        .number(Figures.percent(cell.count("ledger.reset") / cell.count("ledger.attempted")))
        .words(" ended in a reset.")
        .end();
  }
}
