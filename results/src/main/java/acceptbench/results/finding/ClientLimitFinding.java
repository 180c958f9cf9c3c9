package acceptbench.results.finding;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Sentence;
import java.util.ArrayList;
import java.util.List;

/// Cells in which the load client was at its limit, and the server was not.
final class ClientLimitFinding {
  private static final int LISTED = 8;

  private ClientLimitFinding() {}

  static Finding of(Scenario scenario) {
    List<Cell> limited = scenario.cells().stream().filter(Cell::clientWasLimit).toList();
    List<Sentence> sentences = new ArrayList<>();
    limited.stream().limit(LISTED).map(ClientLimitFinding::limit).forEach(sentences::add);
    int more = limited.size() - LISTED;
    if (more > 0) sentences.add(Sentence.say("And ").number("" + more).words(" more.").end());
    if (!limited.isEmpty()) sentences.add(meaning());
    return new Finding("Where the client was the limit", sentences);
  }

  private static Sentence limit(Cell cell) {
    int clients = cell.clients();
    Sentence.Builder sentence = Sentence.ofName(cell.strategy()).words(" at backlog ");
    sentence.number(cell.backlog());
    if (clients == 1) sentence.words(": the client was the limit: its CPU was ");
    else
      sentence
          .words(": the clients were the limit: their ")
          .number(Figures.count(clients))
          .words(" CPUs were ");
    return sentence
        .number(percent(cell, Cell.CLIENT_BUSY))
        .words(" busy, the server's ")
        .number(percent(cell, Cell.SERVER_BUSY))
        .words(", and its busiest thread had one for ")
        .number(percent(cell, Cell.BUSIEST_THREAD))
        .words(" of the time.")
        .end();
  }

  private static String percent(Cell cell, String metric) {
    return Figures.count(Math.rint(cell.count(metric))) + " %";
  }

  private static Sentence meaning() {
    return Sentence.say(
            "These cells are marked ¶: how fast connections came there is the client's doing, and"
                + " strategies can't be told apart by it. More load clients (-t N) ask more of the"
                + " server.")
        .end();
  }
}
