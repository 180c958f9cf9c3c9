package acceptbench.run;

import acceptbench.run.folder.EnvironmentFile;
import acceptbench.run.folder.RepeatedLaunches;
import acceptbench.run.folder.Results;
import acceptbench.run.folder.RunFolder;
import acceptbench.run.folder.UserFiles;
import acceptbench.run.jmh.ResultText;
import acceptbench.run.plan.Launch;
import acceptbench.run.plan.LaunchOrder;
import acceptbench.run.plan.Plan;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.options.Options;

/// A run in progress: what is done, what it has printed, and what is on disk.
final class RunUnderWay {
  /// How often a launch is measured again whose client did not keep its schedule.
  private static final int MOST_REPETITIONS = 2;

  private final Plan plan;
  private final RunFolder folder;
  private final Results results;
  private final EnvironmentFile environment;
  private final PrintStream out;
  private final Set<String> differing;
  private final long startedNanos = System.nanoTime();
  private final SortedMap<Launch, String> pauses = new TreeMap<>();
  private final RepeatedLaunches repeated;

  /// Those of the restored launches that did not keep their schedule.
  private final Set<Launch> offSchedule = new HashSet<>();

  private LaunchOrder rounds;
  private Progress progress;
  private Set<Launch> restored = Set.of();
  private int done;

  RunUnderWay(LaunchOrder rounds, RunFolder folder, EnvironmentFile environment, PrintStream out) {
    this.rounds = rounds;
    this.plan = rounds.plan();
    this.folder = folder;
    this.environment = environment;
    this.out = out;
    this.results = new Results(folder);
    this.repeated = folder.repeated();
    this.differing = plan.differing();
    this.progress = progress(rounds);
  }

  private Progress progress(LaunchOrder all) {
    int width = plan.cells().stream().mapToInt(c -> c.label(differing).length()).max().orElse(0);
    return new Progress(all.launches(), all.count(), width);
  }

  /// The same cells in more rounds.
  synchronized void goOnWith(LaunchOrder more) {
    rounds = more;
    progress = progress(more);
    environment.rounds(more);
  }

  synchronized void say(String line) {
    out.println("  " + line);
    out.flush();
  }

  Plan plan() {
    return plan;
  }

  /// Takes up what an earlier part of the run has measured, counted and warned about.
  ///
  /// @param startedAt when its first part began
  synchronized void restore(String startedAt) throws IOException {
    restored =
        results.restore(
            plan,
            (launch, stored) -> {
              if (!Schedule.wasKept(stored)) offSchedule.add(launch);
            });
    repeated.restore();
    environment.repeated(repeated.all());
    List<String> warnings = new ArrayList<>(EnvironmentFile.warningsIn(folder.environment()));
    for (Launch launch : offSchedule)
      if (mayBeRepeated(launch)) warnings.removeIf(line -> line.startsWith(prefix(launch)));
    environment.resumed(startedAt, warnings);
  }

  /// The launches that an earlier part of the run has measured.
  synchronized Set<Launch> restored() {
    return restored;
  }

  /// Whether an earlier part of the run has measured a launch.
  synchronized boolean has(Launch launch) {
    return restored.contains(launch);
  }

  /// Whether the client kept its schedule in a launch that an earlier part of the run has measured.
  synchronized boolean keptSchedule(Launch launch) {
    return !offSchedule.contains(launch);
  }

  /// Whether a launch that did not keep its schedule is measured once more: twice at most, and not
  /// after its round, which an earlier part of the run may have ended.
  synchronized boolean mayBeRepeated(Launch launch) {
    return repeated.of(launch) < MOST_REPETITIONS
        && !(has(launch) && restored.stream().anyMatch(other -> other.number() > launch.number()));
  }

  /// Warns about a launch that did not keep its schedule and is not measured again.
  synchronized void leaveOffSchedule(Launch launch) {
    warn(launch, repeated.of(launch) > 0 ? Schedule.NOT_KEPT : Schedule.NEVER_KEPT);
  }

  /// Puts the first state on disk.
  synchronized void begin() throws IOException {
    results.begin();
    environment.write(folder.environment(), plan.cells().size(), results.cells());
  }

  /// Takes in the end of a launch.
  synchronized void ended(Launch launch, Outcome outcome) throws IOException {
    done++;
    int number = restored.size() + done;
    String label = label(launch);
    switch (outcome) {
      case Outcome.Measured(RunResult result) -> {
        results.add(launch, result);
        rememberPause(launch, result);
        out.println(progress.measured(number, launch.number(), label, result, left()));
      }
      case Outcome.Failed(String reason) -> {
        environment.failed(plan.cells().get(launch.cell()), launch.number(), reason);
        out.println(progress.failed(number, launch.number(), label, reason, left()));
      }
    }
    out.flush();
  }

  /// Takes in a launch's repetition, in its place.
  synchronized void repeated(Launch launch, Outcome outcome) throws IOException {
    repeated.add(launch);
    environment.repeated(repeated.all());
    String became =
        switch (outcome) {
          case Outcome.Measured(RunResult result) -> {
            results.add(launch, result);
            rememberPause(launch, result);
            yield (Schedule.wasKept(outcome)
                    ? "kept its schedule; "
                    : "missed its schedule again; ")
                + Progress.figures(result);
          }
          case Outcome.Failed(String reason) -> {
            warn(launch, "its repetition failed (" + reason + "); the first measurement stays");
            yield "FAILED: " + reason;
          }
        };
    out.println("  again: round " + launch.number() + ", " + label(launch) + ": " + became);
    out.flush();
  }

  /// If a launch is measured again, its last measurement counts.
  private void rememberPause(Launch launch, RunResult result) {
    pauses.remove(launch);
    ClientPause.of(result).ifPresent(warning -> pauses.put(launch, warning));
    UnrecordedConnections.of(result).ifPresent(warning -> warn(launch, warning));
  }

  private String label(Launch launch) {
    return plan.cells().get(launch.cell()).label(differing);
  }

  /// Warns about what was measured.
  synchronized void warn(Launch launch, String warning) {
    environment.warn(prefix(launch) + warning);
  }

  private String prefix(Launch launch) {
    String which = rounds.count() == 1 ? "" : ", round " + launch.number();
    return label(launch) + which + ": ";
  }

  synchronized void warn(String warning) {
    environment.warn(warning);
  }

  /// Everything that is known so far, in its final form on disk.
  ///
  /// @param durable whether to wait for the disk; an interrupted run has no time for that, and its
  ///     cells are on the disk already
  synchronized void keep(Options asked, boolean durable) throws IOException {
    pauses.forEach(this::warn);
    pauses.clear();
    environment.finished();
    results.merge(durable);
    environment.write(folder.environment(), plan.cells().size(), results.cells());
    if (UserFiles.resultsWanted(asked)) writeFileOf(asked);
  }

  private void writeFileOf(Options asked) throws IOException {
    var format = asked.getResultFormat().orElse(Defaults.RESULT_FORMAT);
    if (format == ResultFormatType.JSON) UserFiles.copyResults(asked, folder.results());
    else UserFiles.writeResults(asked, ResultText.of(format, results.kept()));
  }

  synchronized boolean complete() {
    return results.launches() == rounds.launches();
  }

  /// `7 of 20 cells measured`; where there are several rounds, `37 of 100 launches of 20 cells`.
  synchronized String summary() {
    int cells = plan.cells().size();
    if (rounds.count() == 1) return results.cells() + " of " + cells + " cells measured";
    return results.launches()
        + " of "
        + rounds.launches()
        + " launches of "
        + (cells == 1 ? "1 cell" : cells + " cells")
        + " measured";
  }

  synchronized boolean anyMeasured() {
    return results.launches() > 0;
  }

  private Duration left() {
    Duration spent = Duration.ofNanos(System.nanoTime() - startedNanos);
    return Progress.left(spent, done, rounds.launches() - restored.size() - done);
  }
}
