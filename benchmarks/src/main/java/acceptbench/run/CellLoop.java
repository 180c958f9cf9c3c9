package acceptbench.run;

import acceptbench.kernel.Sysctls;
import acceptbench.launch.ExitCode;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.process.CompilerThreads;
import acceptbench.machine.CpuPlan;
import acceptbench.run.folder.RunFolder;
import acceptbench.run.plan.Plan;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.Set;

/// Measures the cells of a run that are still to be measured, one after the other, and shows what
/// came of them.
record CellLoop(
    RunUnderWay run,
    Plan plan,
    CellRunner runner,
    RunFolder folder,
    Interruption interruption,
    PrintStream out) {

  /// Returns when all were tried, or one failed where the first failure is the end (`-foe`).
  ///
  /// @return the exit code
  int run(Place place) throws IOException {
    keepTheCompilersFromTheClient(place.cpus());
    Aftermath aftermath = aftermath(place);
    boolean stopAtFailure = plan.options().shouldFailOnError().orElse(false);
    for (int i = 0; i < plan.cells().size(); i++) {
      if (run.has(i)) continue;
      Outcome outcome = measure(i, aftermath);
      if (outcome instanceof Outcome.Failed && stopAtFailure) break;
    }
    run.keep(plan.options(), true);
    RunEnd.show(run, folder, out);
    return run.complete() ? ExitCode.OK : ExitCode.SOME_FAILED;
  }

  private Outcome measure(int index, Aftermath aftermath) throws IOException {
    // What the results of the cell before took is given back while nothing is measured: some
    // hundred MiB of garbage would pile up else.
    System.gc();
    interruption.parkIfRequested();
    Outcome outcome = runner.run(plan.cells().get(index), 1);
    interruption.parkIfRequested();
    Optional<String> leftover = aftermath.clear();
    folder.cutTornLines();
    run.ended(index, outcome);
    // Of a cell that failed they were to be expected.
    if (outcome instanceof Outcome.Measured && leftover.isPresent())
      run.warn(index, leftover.get());
    return outcome;
  }

  /// What takes in the forks' results gets compiled while the client measures.
  private static void keepTheCompilersFromTheClient(CpuPlan cpus) {
    if (!cpus.pinned()) return;
    try {
      CompilerThreads.standBackOn(cpus.server());
    } catch (IOException e) {
      // Without /proc, or the right to: they go on as they do, and a client that was kept from
      // running says so in its cell.
    }
  }

  /// The host's sysctls are never changed, and so never put back.
  private static Aftermath aftermath(Place place) throws ErrnoException {
    return Aftermath.of(
        Sysctls.ofThisMachine(), place.isPrivate() ? place.machine().sysctls().keySet() : Set.of());
  }
}
