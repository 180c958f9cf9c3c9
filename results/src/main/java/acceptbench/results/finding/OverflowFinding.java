package acceptbench.results.finding;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Metric;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Sentence;
import java.util.ArrayList;
import java.util.List;

/// Where each strategy began to overflow its accept queue, and the smallest backlog that did not.
final class OverflowFinding {
  private OverflowFinding() {}

  static Finding of(Scenario scenario) {
    List<Sentence> sentences = new ArrayList<>();
    for (String strategy : scenario.strategies()) {
      sentences.add(sentence(strategy, scenario.of(strategy)));
    }
    return new Finding("Where each began to overflow", sentences);
  }

  /// Whether the accept queue overflowed in any iteration.
  static boolean overflowed(Cell cell) {
    Metric overflows = cell.metric("ListenOverflows");
    for (double iteration : overflows.measuredIterations()) {
      if (iteration > 0) {
        return true;
      }
    }
    return overflows.score() > 0;
  }

  private static Sentence sentence(String strategy, List<Cell> cells) {
    List<Cell> measured =
        cells.stream().filter(cell -> cell.metric("ListenOverflows").isMeasured()).toList();
    Sentence.Builder sentence = Sentence.ofName(strategy);
    if (measured.isEmpty()) {
      return sentence.words(": overflows were not measured.").end();
    }
    List<String> with = backlogs(measured, true);
    List<String> without = backlogs(measured, false);
    if (with.isEmpty()) {
      return sentence
          .words(" did not overflow at any backlog measured (")
          .numbers(without)
          .words(").")
          .end();
    }
    if (without.isEmpty()) {
      return sentence
          .words(" overflowed at every backlog measured (")
          .numbers(with)
          .words(").")
          .end();
    }
    return someDid(sentence, with, without).end();
  }

  private static Sentence.Builder someDid(
      Sentence.Builder sentence, List<String> with, List<String> without) {
    boolean monotone = Scenario.BACKLOGS.compare(with.getLast(), without.getFirst()) < 0;
    if (monotone) {
      return sentence
          .words(" began to overflow at backlog ")
          .number(with.getLast())
          .words(with.size() > 1 ? " and below" : "")
          .words("; the smallest backlog without an overflow was ")
          .number(without.getFirst())
          .words(".");
    }
    return sentence
        .words(" overflowed at backlog ")
        .numbers(with)
        .words(", not at ")
        .numbers(without)
        .words("; the smallest backlog without an overflow was ")
        .number(without.getFirst())
        .words(", but not for every larger one.");
  }

  private static List<String> backlogs(List<Cell> cells, boolean overflowed) {
    return cells.stream()
        .filter(cell -> overflowed(cell) == overflowed)
        .map(Cell::backlog)
        .toList();
  }
}
