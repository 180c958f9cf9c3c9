package acceptbench.run;

import acceptbench.bench.server.RunContext;
import acceptbench.launch.ExitCode;
import acceptbench.launch.JarArchive;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.process.ParentWatch;
import acceptbench.machine.CpuPlan;
import acceptbench.machine.Machine;
import acceptbench.machine.OomKills;
import acceptbench.profile.ObservationProfiler;
import acceptbench.run.jmh.JmhOutput;
import acceptbench.run.plan.IterationLimit;
import acceptbench.run.plan.PlannedCell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Measures a launch of a cell with a JMH Runner of its own. Its fork starts on all CPUs and goes
/// to the clients' before it measures.
final class CellRunner {
  /// Normally a thread pays for a memory barrier around each call into the kernel; with
  /// membarrier(2) the JVM pays instead, when it wants to stop its threads. A closed loop with 64
  /// connections in flight did 1.1 times as many with it. Where a sandbox forbids that call the JVM
  /// says so and does not start; `-jvmArgsAppend -XX:-UseSystemMemoryBarrier` does without.
  private static final List<String> FORK_ARGUMENTS =
      List.of(
          "-XX:+UseSystemMemoryBarrier",
          // If only a thread died of it, the fork would wait until its deadline.
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:-UsePerfData");

  /// Without `-jvmArgs` JMH would use the driver's own arguments, which are not for measuring.
  private static final String[] DEFAULT_ARGUMENTS = {"-Xms512m", "-Xmx512m", "-XX:+UseSerialGC"};

  /// As JMH begins to say so.
  private static final String FORK_FAILED = "Forked VM failed";

  private final Machine machine;
  private final Options options;
  private final CpuPlan cpus;
  private final boolean privateNetwork;
  private final Optional<Path> jarArchive =
      JarArchive.ofThisProgram().filter(JarArchive::isInUse).map(JarArchive::file);
  private final Optional<Path> archives;
  private final boolean connections;
  private final JmhOutput output;
  private final Path histograms;

  /// A runner for one run.
  ///
  /// @param options JMH's, without those that name result files
  /// @param privateNetwork whether the network namespace is this run's own
  /// @param archives a folder for class archives; empty where JVMs start too seldom for that
  /// @param connections whether each connection is kept
  /// @param histograms the file for full histograms; empty: none are kept
  CellRunner(
      Machine machine,
      Options options,
      CpuPlan cpus,
      boolean privateNetwork,
      JmhOutput output,
      Path histograms,
      Optional<Path> archives,
      boolean connections) {
    this.machine = machine;
    this.options = options;
    this.cpus = cpus;
    this.privateNetwork = privateNetwork;
    this.archives = archives;
    this.connections = connections;
    this.output = output;
    this.histograms = histograms;
  }

  /// Measures one launch of a cell.
  ///
  /// @param launch which one, from 1: told with its histograms and depths
  /// @param rows the name of its file of connections; empty where none is kept
  Outcome run(PlannedCell cell, int launch, Optional<String> rows) {
    OomKills oomKills = OomKills.from(machine);
    Outcome outcome = beforeItsDeadline(cell, optionsFor(cell, launch, rows));
    return outcome instanceof Outcome.Failed(String reason)
        ? new Outcome.Failed(reason + oomKills.explanation())
        : outcome;
  }

  private Outcome beforeItsDeadline(PlannedCell cell, Options ofLaunch) {
    try (ForkDeadline deadline = ForkDeadline.start(IterationLimit.of(options, cell))) {
      return run(ofLaunch, cell.cpus(cpus.allowed()), deadline);
    } catch (OutOfMemoryError e) {
      // A JVM also throws this if it can't start another thread, for example to read a fork's
      // output.
      Forks.kill();
      return new Outcome.Failed(FailureReason.of(e));
    }
  }

  private Outcome run(Options cell, CpuPlan own, ForkDeadline deadline) {
    try (JmhOutput.Redirection _ = output.redirect()) {
      Thread runner = Thread.currentThread();
      Runnable others = () -> leaveTheClientsCpu(runner, own);
      OutputFormat format = deadline.watching(output.forNextCell(others));
      return check(new Runner(cell, format).run());
    } catch (RunnerException | IOException | RuntimeException e) {
      return new Outcome.Failed(deadline.reason().orElseGet(() -> reason(e)));
    }
  }

  /// The threads that receive and write results would take milliseconds from the client while its
  /// next iteration begins.
  private static void leaveTheClientsCpu(Thread runner, CpuPlan cell) {
    // The fork starts on the CPUs of the thread that starts it, and goes to the clients' by itself.
    if (Thread.currentThread().equals(runner)) return;
    try {
      cell.leaveTheClients();
    } catch (ErrnoException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Options optionsFor(PlannedCell cell, int launch, Optional<String> rows) {
    ChainedOptionsBuilder builder =
        new OptionsBuilder()
            .parent(options)
            .include("^\\Q" + cell.benchmark() + "\\E$")
            // JMH adds the user's patterns to ours, and may find other benchmarks by them.
            .exclude("^(?!\\Q" + cell.benchmark() + "\\E$)")
            .mode(cell.mode())
            .forks(1)
            // JMH goes on after a failure, and exits with 0; here the exception is wanted.
            .shouldFailOnError(true)
            .jvmArgsPrepend(prepended(cell));
    if (!options.getJvmArgs().hasValue() && !cell.entry().getJvmArgs().hasValue()) {
      builder.jvmArgs(DEFAULT_ARGUMENTS);
    }
    cell.parameters().forEach(builder::param);
    if (histograms.toString().isEmpty()) builder.addProfiler(ObservationProfiler.class);
    else
      builder.addProfiler(
          ObservationProfiler.class, ObservationProfiler.options(launch, rows, histograms));
    return builder.build();
  }

  private String[] prepended(PlannedCell cell) {
    CpuPlan own = cell.cpus(cpus.allowed());
    RunContext context =
        new RunContext(
            privateNetwork,
            own.client(),
            own.pinned() ? own.server() : new BitSet(),
            jarArchive,
            archives,
            connections);
    List<String> arguments = new ArrayList<>(FORK_ARGUMENTS);
    String temporary = System.getProperty("java.io.tmpdir");
    arguments.add("-Djava.io.tmpdir=" + temporary);
    arguments.add("-XX:ErrorFile=" + Path.of(temporary, "hs_err_%p.log"));
    arguments.add(ParentWatch.jvmArgument(ProcessHandle.current().pid()));
    arguments.addAll(context.jvmArguments());
    // It starts on all CPUs, and is to be the same JVM as on those which it will have.
    if (own.pinned()) arguments.add("-XX:ActiveProcessorCount=" + own.client().cardinality());
    if (!isOfTheUser(options) && cell.parameters().containsKey("warmConnections"))
      arguments.addAll(context.archiveOfAFork());
    Collection<String> theirs =
        options.getJvmArgsPrepend().orElse(cell.entry().getJvmArgsPrepend().orElse(List.of()));
    arguments.addAll(theirs);
    return arguments.toArray(String[]::new);
  }

  /// Whether the user changes the client's JVM.
  private static boolean isOfTheUser(Options options) {
    return options.getJvm().hasValue()
        || options.getJvmArgs().hasValue()
        || options.getJvmArgsPrepend().hasValue()
        || options.getJvmArgsAppend().hasValue();
  }

  private static Outcome check(Collection<RunResult> results) {
    if (results.size() != 1) return new Outcome.Failed("JMH returned no result");
    RunResult result = results.iterator().next();
    int forks = result.getBenchmarkResults().size();
    if (forks != 1) return new Outcome.Failed(forks + " forks were measured, and not one");
    int expected = result.getParams().getMeasurement().getCount();
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      int iterations = fork.getIterationResults().size();
      if (iterations != expected) {
        return new Outcome.Failed(
            "only " + iterations + " of " + expected + " iterations were measured");
      }
    }
    return new Outcome.Measured(result);
  }

  private String reason(Exception thrown) {
    String reason = FailureReason.of(thrown);
    if (reason.equals(FORK_FAILED + " with exit code " + ExitCode.KILLED))
      return output.killedProcess().orElse("the JMH fork was killed by SIGKILL");
    // The benchmark itself found its server shot, and was faster than its ChildWatch.
    if (reason.contains("exit code " + ExitCode.KILLED))
      return output.killedProcess().orElse(reason + " (killed)");
    if (reason.contains(FORK_FAILED))
      reason += output.forksError().map(line -> ": " + line).orElse("");
    // If the server is blamed, its last output is in the reason already.
    if (!reason.contains("on stderr")) {
      reason +=
          output.serversLastOutput().map(said -> "; the server said last: " + said).orElse("");
    }
    return reason;
  }
}
