package acceptbench.results.finding;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Where connects start to wait for a retransmitted SYN: a second at least, whatever the server.
final class CliffFinding {
  /// A lost SYN is sent again 1 s later at the soonest (RFC 6298; TCP_TIMEOUT_INIT in
  /// include/net/tcp.h), less what the clock of the client may be off.
  static final double FIRST_RETRY_MICROS = 950_000;

  private CliffFinding() {}

  static Finding of(Scenario scenario) {
    Shared shared = new Shared();
    for (String strategy : scenario.strategies()) {
      List<Cell> cells =
          scenario.of(strategy).stream().filter(cell -> cell.connect().isMeasured()).toList();
      if (!cells.isEmpty()) {
        shared.add(strategy, predicate(cells));
      }
    }
    List<Sentence> sentences = new ArrayList<>(shared.sentences());
    Stream<Cell> over = scenario.cells().stream().filter(CliffFinding::isOver);
    over.max(Comparator.comparingDouble(CliffFinding::secondSynShare))
        .ifPresent(cell -> sentences.addAll(List.of(worst(cell), why())));
    return new Finding("Where the 1-second cliff starts", sentences);
  }

  /// Whether one client in a hundred, or more, waited for a retransmission.
  static boolean isOver(Cell cell) {
    return cell.connect().percentile(99) >= FIRST_RETRY_MICROS;
  }

  private static Sentence predicate(List<Cell> cells) {
    List<Cell> over = cells.stream().filter(CliffFinding::isOver).toList();
    if (over.isEmpty()) {
      return Sentence.say(": fewer than 1 % of the clients waited a second, at every backlog.")
          .end();
    }
    Sentence.Builder sentence = Sentence.say(": 1 % of the clients or more waited a second ");
    boolean monotone = cells.indexOf(over.getLast()) == over.size() - 1;
    if (over.size() == cells.size()) {
      return sentence.words("at every backlog measured.").end();
    }
    if (!monotone) {
      List<String> backlogs = over.stream().map(Cell::backlog).toList();
      return sentence.words("at backlog ").numbers(backlogs).words(".").end();
    }
    return sentence
        .words("at backlog ")
        .number(over.getLast().backlog())
        .words(over.size() > 1 ? " and below." : ".")
        .end();
  }

  private static Sentence worst(Cell cell) {
    double share = secondSynShare(cell);
    Sentence.Builder sentence = Sentence.say("At worst, with ");
    sentence.name(cell.strategy()).words(" at backlog ").number(cell.backlog()).words(", ");
    if (!Double.isNaN(share)) {
      sentence
          .number(Figures.percent(share))
          .words(" of the clients of an iteration needed a second SYN, and ");
    }
    return sentence
        .words("the longest connect took ")
        .number(Figures.micros(cell.connect().max()))
        .words(".")
        .end();
  }

  private static double secondSynShare(Cell cell) {
    return cell.most("ledger.retried") / cell.count("ledger.attempted");
  }

  private static Sentence why() {
    return Sentence.say(
            "Why a cliff: a SYN that meets a full accept queue is dropped, and the client's kernel"
                + " sends it again no sooner than a second later.")
        .end();
  }
}
