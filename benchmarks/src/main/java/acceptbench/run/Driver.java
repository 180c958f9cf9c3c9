package acceptbench.run;

import acceptbench.kernel.Sysctls;
import acceptbench.launch.ExitCode;
import acceptbench.launch.Handover;
import acceptbench.launch.TemporaryFolder;
import acceptbench.launch.UserError;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.process.CompilerThreads;
import acceptbench.linux.process.ParentWatch;
import acceptbench.linux.socket.NetworkClaim;
import acceptbench.machine.CpuPlan;
import acceptbench.machine.Machine;
import acceptbench.machine.MachineChecks;
import acceptbench.machine.PrivateNetwork;
import acceptbench.run.folder.Circumstances;
import acceptbench.run.folder.Environment;
import acceptbench.run.folder.Journal;
import acceptbench.run.folder.RunFolder;
import acceptbench.run.folder.UserFiles;
import acceptbench.run.jmh.JmhArguments;
import acceptbench.run.jmh.JmhOptions;
import acceptbench.run.jmh.JmhOutput;
import acceptbench.run.plan.ParameterRules;
import acceptbench.run.plan.Plan;
import acceptbench.run.plan.Strategies;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openjdk.jmh.runner.options.Options;

/// Runs a plan cell by cell. Whatever happens, each cell that was measured is on disk before the
/// next one starts, and no process outlives the run.
public final class Driver {
  private final Handover handover;
  private final RunRequest request;
  private final PrintStream out;
  private final PrintStream err;

  public Driver(Handover handover, RunRequest request, PrintStream out, PrintStream err) {
    this.handover = handover;
    this.request = request;
    this.out = out;
    this.err = err;
  }

  /// Runs the plan that is asked for, or what is left of the one to go on with; or only says what
  /// that would be.
  ///
  /// @return the exit code
  /// @throws UserError if the request is wrong or the machine lacks something; then nothing
  ///     was started and nothing is left
  public int run() throws UserError, IOException {
    if (!Files.exists(Path.of("/proc/self/stat"))) {
      throw UserError.unavailable(
          "/proc is not mounted, and all counters are read there: mount -t proc proc /proc");
    }
    Machine machine = new Machine(Path.of("/"));
    CpuPlan cpus = cpus();
    Journal journal = journal(Circumstances.of(machine, cpus, handover.network().label()));
    JmhArguments arguments = journal.arguments();
    boolean isPrivate = handover.network() == Handover.Network.PRIVATE;
    // First of all: a strategy that is asked whether it can run here looks for lo.
    Map<String, String> changed = isPrivate ? PrivateNetwork.prepare(Path.of("/")) : Map.of();
    Plan plan = Plan.of(arguments, rules(machine, cpus));
    UserFiles.check(plan.options());
    if (isPrivate && plan.reachesOutside()) {
      throw UserError.usage(
          "strategy=external: a private network can't reach that server; add --network host");
    }
    if (request.dryRun()) {
      DryRun.of(plan, request).print(out);
      return ExitCode.OK;
    }
    // Held until this process ends.
    boolean alone = isPrivate || NetworkClaim.tryToMake().isAlone();
    RunFolder folder =
        request.resume().isPresent()
            ? new RunFolder(request.resume().get())
            : RunFolder.create(request.results(), Instant.now());
    folder.lock();
    Environment environment =
        new Environment(machine, cpus, handover.network().label(), arguments, changed);
    if (!alone) {
      environment.warn(
          "another run measures the same network stack: its connections are in the counters of this"
              + " one, and the other way round");
    }
    warn(environment, cpus, isPrivate && !machine.sysctlsWritable());
    environment.doctor(
        new MachineChecks(machine, cpus, handover.network(), handover.reason()).ofTheMachine());
    plan.leftOut().forEach((strategy, reason) -> leftOut(environment, strategy, reason));
    Run run = new Run(plan, folder, environment, out);
    if (request.resume().isPresent()) {
      environment.resumed(journal.startedAt());
      run.restore();
      folder.cutTornLines();
    } else {
      journal.write(folder.journal());
    }
    Options options = JmhOptions.parseOnly(arguments.without(Set.of("-rf", "-rff", "-foe")));
    JmhOutput log = JmhOutput.open(plan.options(), folder.log());
    new Settings(journal.title(), arguments, plan, machine, cpus, handover, folder).print(out);
    run.begin();
    if (cpus.pinned()) keepTheCompilersIn(cpus.server());
    return measure(
        run,
        plan,
        new CellRunner(machine, options, cpus, isPrivate, log, folder.histograms()),
        aftermath(machine, isPrivate),
        folder);
  }

  /// What takes in the forks' results gets compiled while the client measures.
  private static void keepTheCompilersIn(BitSet cpus) {
    try {
      CompilerThreads.standBackOn(cpus);
    } catch (IOException e) {
      // Without /proc, or the right to: they go on as they do, and a client that was kept from
      // running says so in its cell.
    }
  }

  /// That of the run to go on with, or a new one.
  private Journal journal(Circumstances now) throws UserError {
    if (request.resume().isEmpty()) {
      return new Journal(request.title(), request.arguments(), Instant.now().toString(), now);
    }
    Path folder = request.resume().get();
    Journal journal = Journal.read(new RunFolder(folder).journal());
    journal.checkUnchanged(now, folder);
    return journal;
  }

  /// The host's sysctls are never changed, and so never put back.
  private static Aftermath aftermath(Machine machine, boolean isPrivate) throws ErrnoException {
    return Aftermath.of(Sysctls.ofThisMachine(), isPrivate ? machine.sysctls().keySet() : Set.of());
  }

  private int measure(Run run, Plan plan, CellRunner runner, Aftermath aftermath, RunFolder folder)
      throws IOException {
    Interruption interruption = new Interruption(() -> interrupted(run, plan, folder));
    ParentWatch.start(handover.launcher(), () -> orphaned(interruption));
    try {
      return measure(run, plan, runner, aftermath, folder, interruption);
    } finally {
      // Also where the disk is full: what ends now ends by itself.
      interruption.disarm();
    }
  }

  private int measure(
      Run run,
      Plan plan,
      CellRunner runner,
      Aftermath aftermath,
      RunFolder folder,
      Interruption interruption)
      throws IOException {
    boolean stopAtFailure = plan.options().shouldFailOnError().orElse(false);
    for (int i = 0; i < plan.cells().size(); i++) {
      if (run.has(i)) continue;
      // What the results of the cell before took is given back while nothing is measured: some
      // hundred MiB of garbage would pile up else.
      System.gc();
      interruption.parkIfRequested();
      Outcome outcome = runner.run(plan.cells().get(i));
      interruption.parkIfRequested();
      Optional<String> leftover = aftermath.clear();
      folder.cutTornLines();
      run.ended(i, outcome);
      // Of a cell that failed they were to be expected.
      if (outcome instanceof Outcome.Measured && leftover.isPresent()) run.warn(i, leftover.get());
      if (outcome instanceof Outcome.Failed && stopAtFailure) break;
    }
    run.keep(plan.options());
    RunEnd.show(run, folder, out);
    return run.complete() ? ExitCode.OK : ExitCode.SOME_FAILED;
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
    return run.summary() + ", kept in " + folder.path() + "; --resume goes on with it";
  }

  private void leftOut(Environment environment, String strategy, String reason) {
    environment.leftOut(strategy, reason);
    err.println("acceptbench: left out: " + strategy + ": " + reason);
  }

  private void warn(Environment environment, CpuPlan cpus, boolean sysctlsFixed) {
    if (sysctlsFixed) {
      environment.warn(
          "sysctls can't be set (/proc/sys is read-only or hidden): cells that want others than"
              + " there are fail");
    }
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

  private static ParameterRules rules(Machine machine, CpuPlan cpus) {
    long limit = machine.descriptorLimit();
    return new ParameterRules(
        Strategies.known(), limit < 0 ? Long.MAX_VALUE : limit, cpus.allowed());
  }
}
