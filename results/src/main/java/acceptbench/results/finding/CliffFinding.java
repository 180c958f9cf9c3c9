package acceptbench.results.finding;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Sentence;
import java.util.ArrayList;
import java.util.List;

/// Where connects start to wait for a retransmitted SYN: a second at least, whatever the server.
final class CliffFinding {
  /// A lost SYN is sent again 1 s later at the soonest (RFC 6298; TCP_TIMEOUT_INIT in
  /// include/net/tcp.h), less what the clock of the client may be off.
  static final double FIRST_RETRY_MICROS = 950_000;

  private CliffFinding() {}

  static Finding of(Scenario scenario) {
    List<Sentence> sentences = new ArrayList<>();
    List<String> clear = new ArrayList<>();
    for (String strategy : scenario.strategies()) {
      List<Cell> cells =
          scenario.of(strategy).stream().filter(c -> c.connect().isMeasured()).toList();
      List<Cell> over = cells.stream().filter(cell -> cliff(cell) <= 99).toList();
      if (!over.isEmpty()) {
        sentences.add(sentence(strategy, over, cells));
      } else if (!cells.isEmpty()) {
        clear.add(strategy);
      }
    }
    if (!sentences.isEmpty()) {
      sentences.addFirst(
          Sentence.say(
                  "A SYN that meets a full accept queue is dropped, and the client's kernel sends"
                      + " it again no sooner than a second later: latency has no values in"
                      + " between.")
              .end());
    }
    if (!clear.isEmpty()) {
      sentences.add(
          Sentence.say("At no backlog measured did 1 % of the clients wait a second with ")
              .names(clear)
              .words(".")
              .end());
    }
    return new Finding("Where the 1-second cliff starts", sentences);
  }

  private static Sentence sentence(String strategy, List<Cell> over, List<Cell> cells) {
    Cell edge = over.getLast();
    boolean monotone = cells.indexOf(edge) == over.size() - 1;
    Sentence.Builder sentence = Sentence.ofName(strategy);
    sentence.words(": 1 % of the clients or more waited a second at backlog ");
    if (monotone) {
      sentence.number(edge.backlog()).words(over.size() > 1 ? " and below" : "");
    } else {
      sentence.numbers(over.stream().map(Cell::backlog).toList());
    }
    Cell deepest = over.getFirst();
    return sentence
        .words("; at ")
        .number(deepest.backlog())
        .words(" the step is at percentile ")
        .number(Figures.significant(cliff(deepest)).replaceFirst("\\.0+$", ""))
        .words(" or before, and the longest took ")
        .number(Figures.micros(deepest.connect().max()))
        .words(".")
        .end();
  }

  /// The lowest listed percentile at which a connect took a retransmission; infinity when none did.
  static double cliff(Cell cell) {
    return cell.connect().percentiles().entrySet().stream()
        .filter(entry -> entry.getValue() >= FIRST_RETRY_MICROS)
        .mapToDouble(entry -> entry.getKey())
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
