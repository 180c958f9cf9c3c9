package acceptbench.results.finding;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Sentence;
import java.util.ArrayList;
import java.util.List;

/// Cells in which the client fell behind: their latencies are not the server's.
final class ScheduleFinding {
  private static final int LISTED = 3;

  private ScheduleFinding() {}

  static Finding of(Scenario scenario) {
    List<Cell> behind = scenario.cells().stream().filter(cell -> !cell.keptSchedule()).toList();
    List<Sentence> sentences = new ArrayList<>();
    if (!behind.isEmpty()) {
      Sentence.Builder sentence = Sentence.say("In ");
      sentence.number(Figures.count(behind.size())).words(" of ");
      sentence.number(Figures.count(scenario.cells().size()));
      sentence.words(" cells the client could not start its connections on time");
      sentence.words(behind.size() > LISTED ? ", among them " : ": ");
      List<Cell> listed = behind.subList(0, Math.min(LISTED, behind.size()));
      sentence.names(
          listed.stream().map(cell -> cell.strategy() + " at backlog " + cell.backlog()).toList());
      sentence.words(
          ". Their latencies show the limit of the client, or of a machine too busy for it; they"
              + " are marked † and not ranked. Ask for a lower rate.");
      sentences.add(sentence.end());
    }
    return new Finding("Not to be trusted", sentences);
  }
}
