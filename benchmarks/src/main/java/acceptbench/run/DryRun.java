package acceptbench.run;

import static java.util.stream.Collectors.joining;

import acceptbench.launch.UserError;
import acceptbench.run.folder.Results;
import acceptbench.run.folder.RunFolder;
import acceptbench.run.plan.ExpectedTime;
import acceptbench.run.plan.Launch;
import acceptbench.run.plan.LaunchOrder;
import acceptbench.run.plan.Plan;
import acceptbench.run.plan.PlannedCell;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/// What a run would measure, and about how long that takes. Creates nothing.
///
/// @param done what an earlier part of the run has measured
record DryRun(LaunchOrder rounds, Set<Launch> done) {
  /// Also checks the run's folder, as the run itself would.
  static DryRun of(LaunchOrder rounds, RunRequest request) throws UserError, IOException {
    if (request.resume().isEmpty()) {
      RunFolder.checkUsable(request.results());
      return new DryRun(rounds, Set.of());
    }
    Path path = request.resume().get();
    RunFolder folder = new RunFolder(path);
    folder.checkUsed();
    return new DryRun(rounds, new Results(folder).restore(rounds.plan(), (_, _) -> {}));
  }

  /// A line for each cell that is not done, in the plan's order; what is left out; the sum.
  void print(PrintStream out) {
    Plan plan = rounds.plan();
    Set<String> differing = plan.differing();
    boolean modesDiffer = plan.cells().stream().map(PlannedCell::mode).distinct().count() > 1;
    int digits = Integer.toString(plan.cells().size()).length();
    int width = plan.cells().stream().mapToInt(c -> c.label(differing).length()).max().orElse(0);
    Duration sum = Duration.ZERO;
    for (int i = 0; i < plan.cells().size(); i++) {
      PlannedCell cell = plan.cells().get(i);
      long left = rounds.launches(cell) - launchesDone(i);
      if (left == 0) continue;
      Duration time = ExpectedTime.of(plan.options(), cell).multipliedBy(left);
      sum = sum.plus(time);
      out.printf(
          "%" + digits + "d  %-" + width + "s%s%s  about %s%n",
          i + 1,
          cell.label(differing),
          modesDiffer ? " -bm " + cell.mode().shortLabel() : "",
          left == 1 ? "" : "  " + left + " launches",
          Progress.time(time));
    }
    if (!rounds.share().isWhole())
      out.printf(
          "share %s: rounds %s%n",
          rounds.share(), rounds.rounds().stream().map(String::valueOf).collect(joining(", ")));
    plan.leftOut()
        .forEach((strategy, reason) -> out.printf("left out: %s: %s%n", strategy, reason));
    out.printf("%s, about %s; nothing was measured%n", count(), Progress.time(sum));
    out.flush();
  }

  private long launchesDone(int cell) {
    return done.stream().filter(launch -> launch.cell() == cell).count();
  }

  private String count() {
    int cells = rounds.plan().cells().size();
    int launches = rounds.launches();
    String what = launches == cells ? "cells" : "launches";
    if (!done.isEmpty())
      return "%d of %d %s are left".formatted(launches - done.size(), launches, what);
    String all = cells == 1 ? "1 cell" : cells + " cells";
    return launches == cells ? all : all + ", " + launches + " launches";
  }
}
