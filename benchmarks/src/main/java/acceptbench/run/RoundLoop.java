package acceptbench.run;

import acceptbench.kernel.Sysctls;
import acceptbench.launch.ExitCode;
import acceptbench.launch.UserError;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.process.JvmThreads;
import acceptbench.machine.CpuPlan;
import acceptbench.run.folder.AppendedLines;
import acceptbench.run.folder.ConnectionFiles;
import acceptbench.run.folder.RunFolder;
import acceptbench.run.plan.Launch;
import acceptbench.run.plan.LaunchOrder;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openjdk.jmh.runner.options.Options;

/// Measures the launches of a run that are still to be measured, round by round and one after the
/// other, and shows what came of them.
record RoundLoop(
    RunUnderWay run,
    LaunchOrder rounds,
    MoreRounds more,
    CellRunner runner,
    RunFolder folder,
    List<AppendedLines> appended,
    boolean keepsConnections,
    Interruption interruption,
    PrintStream out) {
  private static final long MUCH_GARBAGE_BYTES = 64 << 20;

  /// Returns when all were tried, or one failed where the first failure is the end (`-foe`).
  ///
  /// @return the exit code
  int run(Place place) throws UserError, IOException {
    keepTheCompilersFromTheClient(place.cpus());
    Aftermath aftermath = aftermath(place);
    Set<Integer> kept = new HashSet<>();
    for (Launch launch : run.restored()) if (run.keptSchedule(launch)) kept.add(launch.cell());
    boolean goOn = true;
    LaunchOrder planned = rounds;
    for (int i = 0; goOn && i < planned.rounds().size(); i++) {
      goOn = measureRound(planned, i, kept, aftermath);
      if (goOn && i == planned.rounds().size() - 1) planned = more.after(planned);
    }
    Options options = rounds.plan().options();
    run.keep(options, true);
    RunEnd.show(run, rounds.share(), folder, out);
    return run.complete() ? ExitCode.OK : ExitCode.SOME_FAILED;
  }

  /// @param index which of the rounds that are measured here, from 0
  /// @param kept the cells of which at least one launch kept its schedule: a cell whose client
  ///     could not keep it in the first round, nor when that was repeated, is not repeated in later
  ///     rounds
  /// @return whether the run goes on
  private boolean measureRound(
      LaunchOrder planned, int index, Set<Integer> kept, Aftermath aftermath) throws IOException {
    boolean stopAtFailure = rounds.plan().options().shouldFailOnError().orElse(false);
    List<Launch> offSchedule = new ArrayList<>();
    for (Launch launch : planned.round(planned.rounds().get(index))) {
      boolean onSchedule;
      if (run.has(launch)) {
        onSchedule = run.keptSchedule(launch);
      } else {
        Outcome outcome = measure(launch, aftermath);
        run.ended(launch, outcome);
        if (outcome instanceof Outcome.Failed) {
          for (AppendedLines lines : appended) lines.removeLast(launch);
          if (stopAtFailure) return false;
          continue;
        }
        onSchedule = Schedule.wasKept(outcome);
      }
      if (onSchedule) kept.add(launch.cell());
      else if (index == 0 || kept.contains(launch.cell())) offSchedule.add(launch);
      else run.leaveOffSchedule(launch);
    }
    repeat(offSchedule, kept, aftermath);
    return true;
  }

  /// Measures each of them again until it keeps its schedule, or was measured often enough.
  private void repeat(List<Launch> offSchedule, Set<Integer> kept, Aftermath aftermath)
      throws IOException {
    List<Launch> left = offSchedule;
    while (!left.isEmpty()) {
      List<Launch> still = new ArrayList<>();
      for (Launch launch : left) {
        if (!run.mayBeRepeated(launch)) {
          run.leaveOffSchedule(launch);
          continue;
        }
        Outcome outcome = measure(launch, aftermath);
        run.repeated(launch, outcome);
        for (AppendedLines lines : appended) {
          if (outcome instanceof Outcome.Measured) lines.removeFirst(launch);
          else lines.removeLast(launch);
        }
        if (Schedule.wasKept(outcome)) kept.add(launch.cell());
        else still.add(launch);
      }
      left = still;
    }
  }

  private Outcome measure(Launch launch, Aftermath aftermath) throws IOException {
    collectGarbage();
    interruption.parkIfRequested();
    for (AppendedLines lines : appended) lines.begin();
    ConnectionFiles connections = folder.connections();
    Optional<String> rows =
        keepsConnections ? Optional.of(connections.unfinished(launch)) : Optional.empty();
    Outcome outcome = runner.run(rounds.plan().cells().get(launch.cell()), launch.number(), rows);
    interruption.parkIfRequested();
    Optional<String> leftover = aftermath.clear();
    folder.cutTornLines();
    for (AppendedLines lines : appended) lines.end(launch);
    connections.end(launch, outcome instanceof Outcome.Measured);
    // After a failed launch they are no surprise.
    if (outcome instanceof Outcome.Measured && leftover.isPresent())
      run.warn(launch, leftover.get());
    return outcome;
  }

  /// The results of launches before are collected while nothing is measured: otherwise some hundred
  /// MiB would pile up. Not each time: a launch would wait for it.
  private static void collectGarbage() {
    Runtime jvm = Runtime.getRuntime();
    if (jvm.totalMemory() - jvm.freeMemory() > MUCH_GARBAGE_BYTES) System.gc();
  }

  /// The code that receives the forks' results is compiled while the client measures, so the
  /// compilers are kept off its CPUs.
  private static void keepTheCompilersFromTheClient(CpuPlan cpus) {
    if (!cpus.pinned()) return;
    try {
      JvmThreads.compilersStandBackOn(cpus.besideTheClients());
    } catch (IOException e) {
      // Without /proc, or without the right to do it, the compilers stay as they are. A client that
      // was kept from running says so in its cell.
    }
  }

  /// The host's sysctls are never changed, and so never put back.
  private static Aftermath aftermath(Place place) throws ErrnoException {
    return Aftermath.of(
        Sysctls.ofThisMachine(), place.isPrivate() ? place.machine().sysctls().keySet() : Set.of());
  }
}
