package acceptbench.run;

import acceptbench.launch.UserError;
import acceptbench.results.rank.Precision;
import acceptbench.results.rank.Precision.Interval;
import acceptbench.results.run.Cell;
import acceptbench.results.run.Run;
import acceptbench.run.folder.Journal;
import acceptbench.run.folder.RunFolder;
import acceptbench.run.jmh.JmhArguments;
import acceptbench.run.plan.LaunchOrder;
import acceptbench.run.plan.Plan;
import java.io.IOException;
import java.util.List;

/// Adds rounds to a run until its figures are as precise as asked for (`--precision`). A round has
/// all cells, even those that are known well enough: only if all rivals are measured in each round
/// does whatever happens to the machine happen to all of them.
final class MoreRounds {
  /// After this many rounds the run ends, and warns about each figure that is less precise.
  private static final int MOST = 30;

  /// Makes the plan that a journal asks for.
  @FunctionalInterface
  interface Planner {
    Plan plan(Journal journal) throws UserError, IOException;
  }

  private final Planner planner;
  private final RunFolder folder;
  private final RunUnderWay run;
  private Journal journal;

  /// @param journal with `-f` as it is before any round is added
  MoreRounds(Journal journal, Planner planner, RunFolder folder, RunUnderWay run) {
    this.journal = journal;
    this.planner = planner;
    this.folder = folder;
    this.run = run;
  }

  /// What a precision asks for, in words.
  static String explain(double share) {
    return "each interval is within %s of its median, in %d rounds at most"
        .formatted(Precision.text(share), MOST);
  }

  /// Looks at what all rounds have measured.
  ///
  /// @return the same rounds where these are enough; else those and more, which `--resume` goes
  ///     on with too
  LaunchOrder after(LaunchOrder rounds) throws UserError, IOException {
    if (journal.precision().isEmpty()) return rounds;
    double wanted = journal.precision().getAsDouble();
    run.keep(rounds.plan().options(), false);
    List<Interval> wide = Precision.widerThan(wanted, Run.readScores(folder.path()).cells());
    String within = Precision.text(wanted);
    if (wide.isEmpty()) {
      run.say("each interval is within " + within + " of its median");
      return rounds;
    }
    if (rounds.count() >= MOST) {
      wide.forEach(
          each -> run.warn(told(each) + " after " + rounds.count() + " rounds, and not " + within));
      return rounds;
    }
    int all = Math.max(rounds.count() + 1, Precision.FEWEST_LAUNCHES);
    run.say(
        "goes on with round %d, of at most %d: %d intervals are wider than %s, the widest: %s"
            .formatted(rounds.count() + 1, MOST, wide.size(), within, told(wide.getFirst())));
    JmhArguments forks = JmhArguments.parse(List.of("-f", Integer.toString(all)));
    journal = journal.with(forks.over(journal.arguments()));
    journal.write(folder.journal());
    LaunchOrder more = new LaunchOrder(planner.plan(journal), rounds.seed(), rounds.share());
    run.goOnWith(more);
    return more;
  }

  private static String told(Interval interval) {
    Cell cell = interval.cell();
    return cell.strategy() + " backlog=" + cell.backlog() + ": " + interval;
  }
}
