package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.Program.End;
import acceptbench.cli.Program.Running;
import acceptbench.cli.Program.RunningProcess;
import acceptbench.linux.process.Signals;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A fork that goes on for ever without getting anywhere: its cell fails within its deadline, all
/// processes of the cell are gone, and the next one is measured. With `-to` that is 10 s after JMH
/// in the fork has tried to interrupt the benchmark. It would also interrupt one that is only slow,
/// on a busy machine: 8 s were too short for a first iteration in 1 of 20 runs.
@Order(1)
class HungForkIT {
  private static final String REASON =
      "FAILED: the JMH fork hung, and was killed: for 40 s no iteration began or ended";

  @TempDir private Path folder;

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aForkThatIsStopped() throws Exception {
    Running running =
        start(
            "BurstBenchmark -p strategy=fd-passing -p stallMillis=500,20 -p burst=100 -i 20"
                + " -p burstRate=max -p warmConnections=0");
    running.awaitLine(folder.resolve("run/jmh.log"), "\nIteration   1:");
    assertThat(running.out()).content().doesNotContain("[1/2]");
    List<RunningProcess> cells = running.processes().stream().skip(2).toList();
    assertThat(cells).hasSize(4);
    assertThat(cells.getFirst().commandLine()).contains("ForkedMain");

    Signals.send(cells.getFirst().pid(), Signals.SIGSTOP);
    running.awaitLine(running.out(), "[1/2]");
    assertThat(cells).noneMatch(RunningProcess::isAlive);
    firstCellFailed(running.end());
  }

  /// Interrupted by JMH or not.
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aForkThatWaitsForEver() throws Exception {
    firstCellFailed(start("Toy -p fault=hang,none -p sleepMillis=1 -i 3").end());
  }

  private Running start(String line) throws Exception {
    String more = " -p backlog=128 -to 30s --results run " + InOrder.cells(2);
    return new Program(folder).start((line + more).split(" ", -1));
  }

  private static void firstCellFailed(End end) {
    assertThat(end.exitCode()).as("%s", end).isEqualTo(1);
    assertThat(end.err()).isEmpty();
    assertThat(end.out())
        .anyMatch(line -> line.startsWith("[1/2]") && line.contains(REASON))
        .anyMatch(line -> line.startsWith("[2/2]") && line.contains("connect p50"))
        .contains("1 of 2 cells measured");
  }
}
