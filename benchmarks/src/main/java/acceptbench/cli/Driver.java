package acceptbench.cli;

import acceptbench.cli.launch.ExitCode;
import acceptbench.cli.launch.Handover;
import acceptbench.cli.launch.TemporaryFolder;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.ParentWatch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.runner.options.Options;

/// Runs a plan cell by cell. Whatever happens, each cell that was measured is on disk before the
/// next one starts, and no process outlives the run.
final class Driver {
  private final Handover handover;
  private final CommandLine line;
  private final PrintStream out;
  private final PrintStream err;

  Driver(Handover handover, CommandLine line, PrintStream out, PrintStream err) {
    this.handover = handover;
    this.line = line;
    this.out = out;
    this.err = err;
  }

  /// @return the exit code
  /// @throws UserError if the command line is wrong or the machine lacks something; then nothing
  ///     was started and nothing is left
  int run() throws UserError, IOException {
    Machine machine = new Machine(Path.of("/"));
    CpuPlan cpus = cpus();
    boolean isPrivate = handover.network() == Handover.Network.PRIVATE;
    Map<String, String> changed = isPrivate ? PrivateNetwork.prepare(Path.of("/")) : Map.of();
    Plan plan = Plan.of(line.jmh(), rules(machine, cpus));
    UserFiles.check(plan.options());
    RunFolder folder = RunFolder.create(line.results(), Instant.now());
    Environment environment =
        new Environment(machine, cpus, handover.network().label(), line.jmh(), changed);
    warn(environment, cpus);
    plan.leftOut().forEach(environment::leftOut);
    Run run = new Run(plan, folder, environment, out);
    Options options = JmhOptions.parseOnly(line.jmh().without(Set.of("-rf", "-rff", "-foe")));
    JmhOutput log = JmhOutput.open(plan.options(), folder.log());
    new Settings(line, plan, machine, cpus, handover, folder).print(out);
    for (LeftOut left : plan.leftOut())
      out.println("left out: " + left.strategy() + ": " + left.reason());
    run.begin();
    return measure(
        run, plan, new CellRunner(options, cpus, isPrivate, log, folder.histograms()), folder);
  }

  private int measure(Run run, Plan plan, CellRunner runner, RunFolder folder) throws IOException {
    Interruption interruption = new Interruption(() -> interrupted(run, plan, folder));
    ParentWatch.start(handover.launcher(), () -> orphaned(interruption));
    boolean stopAtFailure = plan.options().shouldFailOnError().orElse(false);
    for (int i = 0; i < plan.cells().size(); i++) {
      interruption.parkIfRequested();
      Outcome outcome = runner.run(plan.cells().get(i));
      interruption.parkIfRequested();
      run.ended(i, outcome);
      if (outcome instanceof Outcome.Killed(String process)) {
        return killed(run, plan, folder, interruption, process);
      }
      if (outcome instanceof Outcome.Failed && stopAtFailure) break;
    }
    run.keep(plan.options());
    RunEnd.show(run, folder, out);
    interruption.disarm();
    return run.complete() ? ExitCode.OK : ExitCode.SOME_FAILED;
  }

  /// The others have to be gone soon, so there is no time for a report.
  private int killed(
      Run run, Plan plan, RunFolder folder, Interruption interruption, String process)
      throws IOException {
    interruption.disarm();
    run.keep(plan.options());
    err.println("acceptbench: " + process + "; the run ends, " + kept(run, folder));
    return ExitCode.SOME_FAILED;
  }

  private void interrupted(Run run, Plan plan, RunFolder folder) {
    try {
      run.keep(plan.options());
      err.println("acceptbench: interrupted, " + kept(run, folder));
    } catch (IOException e) {
      err.println("acceptbench: interrupted, and " + folder.path() + " is incomplete: " + e);
    }
  }

  /// Nobody is left to delete the folder for temporary files.
  private static void orphaned(Interruption interruption) {
    interruption.happen();
    TemporaryFolder.delete(Path.of(System.getProperty("java.io.tmpdir")));
  }

  private static String kept(Run run, RunFolder folder) {
    return run.summary() + ", kept in " + folder.path();
  }

  private void warn(Environment environment, CpuPlan cpus) {
    if (!handover.reason().isEmpty()) {
      environment.warn(
          "no private network ("
              + handover.reason()
              + "): measured on the host's stack, whose counters other programs move as well");
    }
    if (!cpus.pinned()) {
      environment.warn("only one CPU: client and server share it, and latencies show that");
    }
    environment.warnings().forEach(warning -> err.println("acceptbench: warning: " + warning));
  }

  private static CpuPlan cpus() throws UserError {
    try {
      return CpuPlan.ofThisProcess();
    } catch (ErrnoException e) {
      throw UserError.unavailable("can't tell which CPUs may be used: " + e.getMessage());
    }
  }

  private ParameterRules rules(Machine machine, CpuPlan cpus) {
    long limit = machine.descriptorLimit();
    return new ParameterRules(
        Strategies.labels(),
        limit < 0 ? Long.MAX_VALUE : limit,
        cpus.allowed(),
        handover.network() == Handover.Network.PRIVATE);
  }
}
