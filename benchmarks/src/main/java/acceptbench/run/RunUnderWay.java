package acceptbench.run;

import acceptbench.run.folder.EnvironmentFile;
import acceptbench.run.folder.Results;
import acceptbench.run.folder.RunFolder;
import acceptbench.run.folder.UserFiles;
import acceptbench.run.jmh.ResultText;
import acceptbench.run.plan.Plan;
import acceptbench.run.plan.PlannedCell;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Set;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.options.Options;

/// A run on its way: what is done, what it said, and what is on disk.
final class RunUnderWay {
  private final Plan plan;
  private final RunFolder folder;
  private final Results results;
  private final EnvironmentFile environment;
  private final PrintStream out;
  private final Progress progress;
  private final Set<String> differing;
  private final long startedNanos = System.nanoTime();
  private Set<Integer> restored = Set.of();
  private int done;

  RunUnderWay(Plan plan, RunFolder folder, EnvironmentFile environment, PrintStream out) {
    this.plan = plan;
    this.folder = folder;
    this.environment = environment;
    this.out = out;
    this.results = new Results(folder, UserFiles.needsMoreThanJson(plan.options()));
    this.differing = plan.differing();
    int width = plan.cells().stream().mapToInt(c -> c.label(differing).length()).max().orElse(0);
    this.progress = new Progress(plan.cells().size(), width);
  }

  Plan plan() {
    return plan;
  }

  /// Takes up what an earlier part of the run has measured.
  synchronized void restore() throws IOException {
    restored = results.restore(plan.cells());
  }

  /// Whether an earlier part of the run has measured the cell at a place of the plan.
  synchronized boolean has(int index) {
    return restored.contains(index);
  }

  /// Puts the first state on disk.
  synchronized void begin() throws IOException {
    results.begin();
    environment.write(folder.environment(), plan.cells().size(), results.count());
  }

  /// Takes in the end of the cell at a place of the plan.
  synchronized void ended(int index, Outcome outcome) throws IOException {
    done++;
    PlannedCell cell = plan.cells().get(index);
    String label = cell.label(differing);
    switch (outcome) {
      case Outcome.Measured(RunResult result) -> {
        results.add(index, result);
        ClientPause.of(result).ifPresent(warning -> warn(index, warning));
        out.println(progress.measured(index + 1, label, result, left()));
      }
      case Outcome.Failed(String reason) -> {
        environment.failed(cell, reason);
        out.println(progress.failed(index + 1, label, reason, left()));
      }
    }
    out.flush();
  }

  /// Warns about what was measured.
  ///
  /// @param index the cell's place in the plan
  synchronized void warn(int index, String warning) {
    environment.warn(plan.cells().get(index).label(differing) + ": " + warning);
  }

  /// Everything that is known so far, in its final form on disk.
  ///
  /// @param durable whether to wait for the disk, for which an interrupted run has no time; the
  ///     cells are on it already
  synchronized void keep(Options asked, boolean durable) throws IOException {
    environment.finished();
    results.merge(durable);
    environment.write(folder.environment(), plan.cells().size(), results.count());
    if (UserFiles.resultsWanted(asked)) writeFileOf(asked);
  }

  private void writeFileOf(Options asked) throws IOException {
    Path file = Path.of(UserFiles.results(asked));
    var format = asked.getResultFormat().orElse(Defaults.RESULT_FORMAT);
    if (format == ResultFormatType.JSON)
      Files.copy(folder.results(), file, StandardCopyOption.REPLACE_EXISTING);
    else Files.writeString(file, ResultText.of(format, results.kept()));
  }

  synchronized boolean complete() {
    return results.count() == plan.cells().size();
  }

  /// `7 of 20 cells measured`.
  synchronized String summary() {
    return results.count() + " of " + plan.cells().size() + " cells measured";
  }

  synchronized boolean anyMeasured() {
    return results.count() > 0;
  }

  private Duration left() {
    Duration spent = Duration.ofNanos(System.nanoTime() - startedNanos);
    return Progress.left(spent, done, plan.cells().size() - restored.size() - done);
  }
}
