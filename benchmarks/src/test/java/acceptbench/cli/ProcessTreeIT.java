package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.Program.End;
import acceptbench.cli.Program.Running;
import acceptbench.cli.Program.RunningProcess;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where the launcher or the driver of a run is ended, all others are gone within 2 s; where a
/// process of a cell is, all others of that cell. What was measured is kept.
class ProcessTreeIT {
  private static final Duration ALLOWED = Duration.ofSeconds(2);
  /// On a machine with many more runnable threads than CPUs nothing is prompt.
  private static final Duration ALLOWED_UNDER_LOAD = Duration.ofSeconds(15);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"launch.Launcher", "cli.Main"})
  void aKilledParentTakesAllWithIt(String victim) throws Exception {
    Running running = startedSecondCell();
    kill(running.processes(), victim, "KILL");
    running.end();
    assertThat(results()).hasSize(1);
  }

  /// All of that cell's processes are gone with the victim, and the run goes on with the next cell.
  @ParameterizedTest
  @CsvSource({
    "ForkedMain,the JMH fork was killed",
    "ServerMain,server fd-passing",
    "FdPassingWorker,worker process"
  })
  void aKilledChildEndsItsCellAndTheRunGoesOn(String victim, String named) throws Exception {
    Running running = startedSecondCell();
    List<RunningProcess> cells = running.processes().stream().skip(2).toList();
    kill(cells, victim, "KILL");
    End end = running.end();
    assertThat(end.exitCode()).as("%s", end).isEqualTo(1);
    assertThat(end.err()).isEmpty();
    assertThat(end.out())
        .anyMatch(
            line ->
                line.startsWith("[2/3]")
                    && line.contains("FAILED: ")
                    && line.contains(named)
                    && line.contains("killed"))
        .contains("2 of 3 cells measured");
    assertThat(results()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"INT,launch.Launcher,130", "TERM,launch.Launcher,143", "TERM,cli.Main,143"})
  void anInterruptedRunKeepsWhatItHas(String signal, String target, int exitCode) throws Exception {
    Running running = startedSecondCell();
    kill(running.processes(), target, signal);
    End end = running.end();
    assertThat(end.exitCode()).isEqualTo(exitCode);
    assertThat(end.err())
        .hasSize(1)
        .first()
        .asString()
        .contains("interrupted, 1 of 3 cells measured, kept in run");
    assertThat(results()).hasSize(1);
  }

  @Test
  void ctrlCReachesAllProcessesOfTheTerminalAtOnce() throws Exception {
    Running running = startedSecondCell();
    List<RunningProcess> all = running.processes();
    for (RunningProcess process : all) signal(process, "INT");
    awaitGone(all);
    assertThat(running.end().exitCode()).isEqualTo(130);
    assertThat(results()).hasSize(1);
  }

  @Test
  void nothingIsLeftAfterTheEnd() throws Exception {
    Running running = startedSecondCell();
    List<RunningProcess> all = running.processes();
    assertThat(running.end().exitCode()).isZero();
    awaitGone(all);
    assertThat(results()).hasSize(3);
  }

  /// A run of three cells, the second of which is being measured: launcher, driver, fork, server,
  /// two workers.
  private Running startedSecondCell() throws IOException, InterruptedException {
    // A parent that ignores SIGINT, as shells make background jobs do, would pass that on.
    Running running =
        new Program(folder)
            .through("env", "--default-signal=INT")
            .start(
                "BurstBenchmark",
                "-p",
                "strategy=fd-passing",
                "-p",
                "backlog=128,256,512",
                "-p",
                "burst=100",
                "-p",
                "stallMillis=200",
                "-i",
                "4",
                "--results",
                "run");
    running.awaitLine(folder.resolve("run/cells/0001.json"), "]");
    running.awaitLine(running.out(), "[1/3]");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (count(running, "FdPassingWorker") < 2 || !secondCellIterates()) {
      if (System.nanoTime() > deadline) throw new IllegalStateException("no second cell");
      Thread.sleep(10);
    }
    assertThat(running.processes()).hasSize(6);
    return running;
  }

  private boolean secondCellIterates() throws IOException {
    String log = Files.readString(folder.resolve("run/jmh.log"));
    int second = log.lastIndexOf("# Fork: 1 of 1");
    return log.indexOf("# Fork: 1 of 1") < second && log.indexOf("\nIteration   1:", second) > 0;
  }

  private static long count(Running running, String mainClass) {
    return running.processes().stream().filter(p -> p.commandLine().contains(mainClass)).count();
  }

  /// Sends a signal to the first of these processes that runs a class; all of them have to go.
  private static void kill(List<RunningProcess> all, String mainClass, String signal)
      throws IOException, InterruptedException {
    RunningProcess victim =
        all.stream().filter(p -> p.commandLine().contains(mainClass)).findFirst().orElseThrow();
    signal(victim, signal);
    awaitGone(all);
  }

  private static void signal(RunningProcess process, String signal)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  private static void awaitGone(List<RunningProcess> processes) throws InterruptedException {
    long start = System.nanoTime();
    while (processes.stream().anyMatch(RunningProcess::isAlive)) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) break;
      Thread.sleep(10);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(processes).noneMatch(RunningProcess::isAlive);
    assertThat(took).isLessThan(overloaded() ? ALLOWED_UNDER_LOAD : ALLOWED);
  }

  private static boolean overloaded() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return system.getSystemLoadAverage() > 2.0 * system.getAvailableProcessors();
  }

  private JsonNode results() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("run/results.json").toFile());
  }
}
