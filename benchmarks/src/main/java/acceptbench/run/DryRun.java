package acceptbench.run;

import acceptbench.launch.UserError;
import acceptbench.run.folder.Results;
import acceptbench.run.folder.RunFolder;
import acceptbench.run.folder.UserFiles;
import acceptbench.run.plan.ExpectedTime;
import acceptbench.run.plan.Plan;
import acceptbench.run.plan.PlannedCell;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/// What a run would measure, and about how long that takes. Creates nothing.
///
/// @param done the places in the plan of those cells that an earlier part of the run has measured
record DryRun(Plan plan, Set<Integer> done) {
  /// Also checks the run's folder, as the run itself would.
  static DryRun of(Plan plan, RunRequest request) throws UserError, IOException {
    if (request.resume().isEmpty()) {
      RunFolder.checkUsable(request.results());
      return new DryRun(plan, Set.of());
    }
    Path path = request.resume().get();
    RunFolder folder = new RunFolder(path);
    folder.checkUsed();
    Results results = new Results(folder, UserFiles.needsMoreThanJson(plan.options()));
    return new DryRun(plan, results.restore(plan.cells()));
  }

  /// A line for each cell that is not done, in the plan's order; what is left out; the sum.
  void print(PrintStream out) {
    Set<String> differing = plan.differing();
    boolean modesDiffer = plan.cells().stream().map(PlannedCell::mode).distinct().count() > 1;
    int digits = Integer.toString(plan.cells().size()).length();
    int width = plan.cells().stream().mapToInt(c -> c.label(differing).length()).max().orElse(0);
    Duration sum = Duration.ZERO;
    for (int i = 0; i < plan.cells().size(); i++) {
      if (done.contains(i)) continue;
      PlannedCell cell = plan.cells().get(i);
      Duration time = ExpectedTime.of(plan.options(), cell);
      sum = sum.plus(time);
      out.printf(
          "%" + digits + "d  %-" + width + "s%s  about %s%n",
          i + 1,
          cell.label(differing),
          modesDiffer ? " -bm " + cell.mode().shortLabel() : "",
          Progress.time(time));
    }
    plan.leftOut()
        .forEach((strategy, reason) -> out.printf("left out: %s: %s%n", strategy, reason));
    out.printf("%s, about %s; nothing was measured%n", count(), Progress.time(sum));
    out.flush();
  }

  private String count() {
    int all = plan.cells().size();
    if (!done.isEmpty()) return "%d of %d cells are left".formatted(all - done.size(), all);
    return all == 1 ? "1 cell" : all + " cells";
  }
}
