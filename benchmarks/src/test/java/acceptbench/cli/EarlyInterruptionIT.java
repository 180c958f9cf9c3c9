package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.Program.End;
import acceptbench.cli.Program.Running;
import acceptbench.cli.Program.RunningProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A run that is interrupted before its first cell says so, whoever of its processes is there to.
class EarlyInterruptionIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  void beforeTheDriverHasBegun(String signal, int exitCode) throws Exception {
    Running running = start();
    awaitDriver(running);
    signal(running, signal);
    assertInterrupted(running, exitCode);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  void afterTheDriverHasBegun(String signal, int exitCode) throws Exception {
    Running running = start();
    running.awaitLine(folder.resolve("run/journal.json"), "arguments");
    signal(running, signal);
    End end = assertInterrupted(running, exitCode);
    assertThat(end.err())
        .contains(
            "acceptbench: interrupted, 0 of 2 cells measured, kept in run; --resume goes on with"
                + " it");
  }

  /// Ctrl-C goes to all processes of the terminal.
  @Test
  void byCtrlC() throws Exception {
    Running running = start();
    awaitDriver(running);
    for (RunningProcess process : running.processes()) kill(process.pid(), "INT");
    assertInterrupted(running, 130);
  }

  private Running start() throws Exception {
    // A parent that ignores SIGINT, as shells make background jobs do, would pass that on.
    return new Program(folder)
        .through("env", "--default-signal=INT")
        .start("Toy", "-p", "sleepMillis=30000", "--results", "run");
  }

  private static void awaitDriver(Running running) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (running.processes().stream().noneMatch(p -> p.commandLine().contains("cli.Main"))) {
      if (System.nanoTime() > deadline) throw new IllegalStateException("no driver");
      Thread.sleep(1);
    }
  }

  private static End assertInterrupted(Running running, int exitCode) throws Exception {
    List<RunningProcess> all = running.processes();
    End end = running.end();
    assertThat(end.exitCode()).as("%s", end).isEqualTo(exitCode);
    // A JVM that has to end while it is still beginning says so itself, and we can't keep it from
    // that: "Runtime.exit(143) logging failed: …".
    assertThat(end.err())
        .filteredOn(said -> !said.startsWith("Runtime.exit("))
        .singleElement()
        .asString()
        .startsWith("acceptbench: interrupted");
    assertThat(all).noneMatch(RunningProcess::isAlive);
    return end;
  }

  private static void signal(Running running, String signal) throws Exception {
    kill(running.process().pid(), signal);
  }

  private static void kill(long pid, String signal) throws Exception {
    new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
  }

  /// As a user would read it of a folder that is left.
  @Test
  void leavesNoTemporaryFiles() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Running running =
        new Program(folder)
            .with("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary)
            .through("env", "--default-signal=INT")
            .start("Toy", "-p", "sleepMillis=30000", "--results", "run");
    awaitDriver(running);
    signal(running, "TERM");
    running.end();
    assertThat(temporary).isEmptyDirectory();
  }
}
