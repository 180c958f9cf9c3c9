package acceptbench.results.finding;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Sentence;
import java.util.ArrayList;
import java.util.List;

/// Launches in which the client fell behind: their latencies are not the server's.
final class ScheduleFinding {
  private static final int LISTED = 8;

  private ScheduleFinding() {}

  static Finding of(Scenario scenario) {
    List<Cell> behind = scenario.cells().stream().filter(cell -> !cell.keptSchedule()).toList();
    List<Sentence> sentences = new ArrayList<>();
    if (!behind.isEmpty()) {
      sentences.add(
          Sentence.say("In ")
              .number(Figures.count(behind.size()))
              .words(" of ")
              .number(Figures.count(scenario.cells().size()))
              .words(
                  " cells the client could not start its connections on time in every launch."
                      + " Such a launch shows the limit of the client, or of a machine too busy"
                      + " for it: it stays out of ranks and comparisons, and out of its cell's"
                      + " figures (†) where there are others with histograms; where not, the cell"
                      + " is marked §. Ask for a lower rate.")
              .end());
      behind.stream().limit(LISTED).map(ScheduleFinding::launches).forEach(sentences::add);
      int more = behind.size() - LISTED;
      if (more > 0) sentences.add(Sentence.say("And ").number("" + more).words(" more.").end());
    }
    return new Finding("Not to be trusted", sentences);
  }

  private static Sentence launches(Cell cell) {
    Sentence.Builder sentence = Sentence.ofName(cell.strategy()).words(" at backlog ");
    return sentence
        .number(cell.backlog())
        .words(": ")
        .number(Figures.count(cell.launchesBehind()))
        .words(" of ")
        .number(Figures.count(cell.launchCount()))
        .words(cell.launchCount() == 1 ? " launch" : " launches")
        .words(" of this cell did not keep the schedule, and ")
        .words(cell.launchesBehind() == 1 ? "stays out." : "stay out.")
        .end();
  }
}
