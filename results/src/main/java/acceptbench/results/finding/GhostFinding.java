package acceptbench.results.finding;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How many connections exist only for their clients.
final class GhostFinding {
  private GhostFinding() {}

  static Finding of(Scenario scenario) {
    List<Sentence> sentences = new ArrayList<>();
    List<Cell> measured =
        scenario.cells().stream().filter(c -> !Double.isNaN(c.count("ledger.ghost"))).toList();
    List<Cell> haunted =
        measured.stream()
            .filter(cell -> cell.count("ledger.ghost") > 0)
            .sorted(Comparator.comparingDouble(GhostFinding::ghostShare).reversed())
            .toList();
    if (!haunted.isEmpty()) {
      sentences.add(worst(haunted.getFirst()));
      sentences.add(
          Sentence.say(
                  "A ghost is a connection whose client saw connect() succeed while the server's"
                      + " kernel kept nothing of it: the SYN was answered with a cookie, and the"
                      + " final ACK met a full accept queue. Such a client waits for a greeting"
                      + " that never comes. Each was proved: no socket on the server's side has its"
                      + " addresses.")
              .end());
      haunted.stream()
          .filter(cell -> cell.count("ledger.givenUp") > 0)
          .max(Comparator.comparingDouble(cell -> cell.count("ledger.givenUp")))
          .ifPresent(cell -> sentences.add(givenUp(cell)));
      sentences.add(
          Sentence.say("Ghosts were seen in ")
              .number(Figures.count(haunted.size()))
              .words(" of ")
              .number(Figures.count(measured.size()))
              .words(" cells.")
              .end());
    } else if (!measured.isEmpty()) {
      sentences.add(
          Sentence.say("None: every client whose connect succeeded was known to the server.")
              .end());
    }
    return new Finding("Ghosts", sentences);
  }

  private static Sentence givenUp(Cell cell) {
    return Sentence.say("Up to ")
        .number(Figures.count(cell.most("ledger.givenUp")))
        .words(" became ghosts in another way (")
        .name(cell.strategy())
        .words(" at backlog ")
        .number(cell.backlog())
        .words(
            "): the server kept them half-open, ignored their final ACKs, and gave them up after"
                + " 7 s, while its SYN queue held more than half of the backlog.")
        .end();
  }

  /// Ghosts as a share of the connections attempted in the iteration that had most, 0 to 1.
  private static double ghostShare(Cell cell) {
    return cell.most("ledger.ghost") / cell.count("ledger.attempted");
  }

  private static Sentence worst(Cell cell) {
    return Sentence.say("Up to ")
        .number(Figures.count(cell.most("ledger.ghost")))
        .words(" of ")
        .number(Figures.count(cell.count("ledger.attempted")))
        .words(" connections of an iteration (")
        .number(Figures.percent(ghostShare(cell)))
        .words(") were ghosts: ")
        .name(cell.strategy())
        .words(" at backlog ")
        .number(cell.backlog())
        .words(".")
        .end();
  }
}
