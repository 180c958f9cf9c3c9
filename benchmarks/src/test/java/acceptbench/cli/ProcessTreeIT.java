package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.Program.End;
import acceptbench.cli.Program.Running;
import acceptbench.cli.Program.RunningProcess;
import acceptbench.linux.process.Signals;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where the launcher or the driver of a run is ended, all others are gone; where a process of a
/// cell is, all others of that cell. What was measured is kept.
@Order(1)
class ProcessTreeIT {
  private static final int SIGINT = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// JVMs have to start until then, which takes a busy machine long.
  private static final Duration PATIENCE_FOR_A_CELL = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"launch.Launcher", "cli.Main"})
  void aKilledParentTakesAllWithIt(String victim) throws Exception {
    Running running = startedLongCell();
    kill(running.processes(), victim, Signals.SIGKILL);
    running.end();
    assertThat(results()).hasSize(1);
  }

  /// All of that cell's processes are gone with the victim, and the run goes on with the next cell.
  @Test
  void aKilledChildEndsItsCellAndTheRunGoesOn() throws Exception {
    Running running =
        startedSecondCell(5, "-p strategy=fd-passing -p stallMillis=1,501,502,503,2 -i 12");
    killInCell(2, running, "ForkedMain");
    killInCell(3, running, "ServerMain");
    killInCell(4, running, "FdPassingWorker");
    End end = running.end();
    assertThat(end.exitCode()).as("%s", end).isEqualTo(1);
    assertThat(end.err()).isEmpty();
    assertThat(end.out())
        .anyMatch(line -> line.startsWith("[2/5]") && wasKilled(line, "the JMH fork was killed"))
        .anyMatch(line -> line.startsWith("[3/5]") && wasKilled(line, "server fd-passing"))
        .anyMatch(line -> line.startsWith("[4/5]") && wasKilled(line, "worker process"))
        .contains("2 of 5 cells measured");
    assertThat(results()).hasSize(2);
  }

  private void killInCell(int cell, Running running, String victim)
      throws IOException, InterruptedException {
    awaitCell(cell, running);
    kill(running.processes().stream().skip(2).toList(), victim, Signals.SIGKILL);
  }

  private static boolean wasKilled(String line, String named) {
    return line.contains("FAILED: ") && line.contains(named) && line.contains("killed");
  }

  @ParameterizedTest
  @CsvSource({"2,launch.Launcher,130", "15,launch.Launcher,143", "15,cli.Main,143"})
  void anInterruptedRunKeepsWhatItHas(int signal, String target, int exitCode) throws Exception {
    Running running = startedLongCell();
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
    Running running = startedLongCell();
    List<RunningProcess> all = running.processes();
    for (RunningProcess process : all) Signals.send(process.pid(), SIGINT);
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

  /// A run whose second cell goes on for a minute and a half unless it is ended: what is gone after
  /// [#PATIENCE], however busy the machine, has not come to its end by itself.
  private Running startedLongCell() throws Exception {
    return startedSecondCell(3, "-p strategy=fd-passing -p stallMillis=250,9000,251 -wi 0 -i 10");
  }

  /// A run of three cells, the second of which is being measured.
  private Running startedSecondCell() throws Exception {
    return startedSecondCell(3, "-p strategy=blocking,fd-passing,epoll -p stallMillis=250 -i 4");
  }

  /// A run the second cell of which is being measured, with six processes: launcher, driver, fork,
  /// server, two workers.
  private Running startedSecondCell(int cells, String parameters) throws Exception {
    String line =
        "BurstBenchmark -p backlog=128 -p burst=100 -p burstRate=max -p warmConnections=0 "
            + InOrder.cells(cells)
            + " --results run "
            + parameters;
    // A parent that ignores SIGINT, as shells make background jobs do, would pass that on.
    Running running =
        new Program(folder).through("env", "--default-signal=INT").start(line.split(" ", -1));
    running.awaitLine(folder.resolve("run/cells/0001-1.json"), "]");
    running.awaitLine(running.out(), "[1/" + cells + "]");
    awaitCell(2, running);
    return running;
  }

  private void awaitCell(int cell, Running running) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_FOR_A_CELL.toNanos();
    while (!iterates(cell) || count(running, "FdPassingWorker") < 2) {
      if (System.nanoTime() > deadline) throw new IllegalStateException("no cell " + cell);
      Thread.sleep(10);
    }
    assertThat(running.processes()).hasSize(6);
  }

  private boolean iterates(int cell) throws IOException {
    String[] cells = Files.readString(folder.resolve("run/jmh.log")).split("# Fork: 1 of 1", -1);
    return cells.length == cell + 1 && cells[cell].contains("\nIteration   1:");
  }

  private static long count(Running running, String mainClass) {
    return running.processes().stream().filter(p -> p.commandLine().contains(mainClass)).count();
  }

  /// Sends a signal to the first of these processes that runs a class; all of them have to go.
  private static void kill(List<RunningProcess> all, String mainClass, int signal)
      throws IOException, InterruptedException {
    RunningProcess victim =
        all.stream().filter(p -> p.commandLine().contains(mainClass)).findFirst().orElseThrow();
    Signals.send(victim.pid(), signal);
    awaitGone(all);
  }

  private static void awaitGone(List<RunningProcess> processes) throws InterruptedException {
    long start = System.nanoTime();
    while (processes.stream().anyMatch(RunningProcess::isAlive)) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) break;
      Thread.sleep(10);
    }
    assertThat(processes).noneMatch(RunningProcess::isAlive);
  }

  private JsonNode results() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("run/results.json").toFile());
  }
}
