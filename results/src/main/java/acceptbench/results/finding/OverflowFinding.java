package acceptbench.results.finding;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Sentence;
import java.util.List;

/// Where each strategy began to overflow its accept queue, and the smallest backlog that did not.
final class OverflowFinding {
  private OverflowFinding() {}

  static Finding of(Scenario scenario) {
    Shared sentences = new Shared();
    for (String strategy : scenario.strategies()) {
      sentences.add(strategy, predicate(scenario.of(strategy)));
    }
    return new Finding("Where each began to overflow", sentences.sentences());
  }

  private static Sentence predicate(List<Cell> cells) {
    List<Cell> measured =
        cells.stream().filter(cell -> cell.metric("ListenOverflows").isMeasured()).toList();
    if (measured.isEmpty()) {
      return Sentence.say(": overflows were not measured.").end();
    }
    List<String> with = backlogs(measured, true);
    List<String> without = backlogs(measured, false);
    if (with.isEmpty()) {
      return Sentence.say(" did not overflow at any backlog measured, from ")
          .number(without.getFirst())
          .words(" up.")
          .end();
    }
    if (without.isEmpty()) {
      return Sentence.say(" overflowed at every backlog measured, up to ")
          .number(with.getLast())
          .words(".")
          .end();
    }
    return someDid(with, without);
  }

  private static Sentence someDid(List<String> with, List<String> without) {
    boolean monotone = Scenario.BACKLOGS.compare(with.getLast(), without.getFirst()) < 0;
    if (monotone) {
      return Sentence.say(" overflowed at backlog ")
          .number(with.getLast())
          .words(with.size() > 1 ? " and below" : "")
          .words("; the smallest backlog without an overflow was ")
          .number(without.getFirst())
          .words(".")
          .end();
    }
    return Sentence.say(" overflowed at backlog ")
        .numbers(with)
        .words("; the smallest backlog without an overflow was ")
        .number(without.getFirst())
        .words(", but a larger one did overflow.")
        .end();
  }

  private static List<String> backlogs(List<Cell> cells, boolean overflowed) {
    return cells.stream()
        .filter(cell -> cell.overflowed() == overflowed)
        .map(Cell::backlog)
        .toList();
  }
}
