package acceptbench.run;

import acceptbench.run.folder.Environment;
import acceptbench.run.folder.Results;
import acceptbench.run.folder.RunFolder;
import acceptbench.run.folder.UserFiles;
import acceptbench.run.jmh.ResultText;
import acceptbench.run.plan.Cell;
import acceptbench.run.plan.Plan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.options.Options;

/// A run on its way: what is done, what it said, and what is on disk.
final class Run {
  private final Plan plan;
  private final RunFolder folder;
  private final Results results;
  private final Environment environment;
  private final PrintStream out;
  private final Progress progress;
  private final Set<String> differing;
  private final long startedNanos = System.nanoTime();
  private Set<Integer> restored = Set.of();
  private int done;

  Run(Plan plan, RunFolder folder, Environment environment, PrintStream out) {
    this.plan = plan;
    this.folder = folder;
    this.environment = environment;
    this.out = out;
    this.results = new Results(folder, UserFiles.resultsWanted(plan.options()));
    this.differing = plan.differing();
    int width = plan.cells().stream().mapToInt(c -> c.label(differing).length()).max().orElse(0);
    this.progress = new Progress(plan.cells().size(), width);
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
    Cell cell = plan.cells().get(index);
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
  synchronized void keep(Options asked) throws IOException {
    environment.finished();
    environment.write(folder.environment(), plan.cells().size(), results.count());
    if (!UserFiles.resultsWanted(asked)) return;
    var format = asked.getResultFormat().orElse(Defaults.RESULT_FORMAT);
    Files.writeString(Path.of(UserFiles.results(asked)), ResultText.of(format, results.objects()));
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
