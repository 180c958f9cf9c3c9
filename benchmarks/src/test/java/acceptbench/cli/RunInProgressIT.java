package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.Program.End;
import acceptbench.cli.Program.Running;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run owns its folder from its start to its end.
class RunInProgressIT {
  @TempDir private Path folder;

  @Test
  void nobodyElseRunsIntoItAndReportsSayThatItIsNotAtItsEnd() throws Exception {
    // The second cell lasts until it is ended.
    String[] line = {
      "Toy", "-p", "backlog=1", "-p", "sleepMillis=1,500000", "--results", "run", InOrder.cells(2)
    };
    Running running = new Program(folder).start(line);
    // By then the driver has collected its garbage twice.
    running.awaitLine(running.out(), "[1/2]");
    String inProgress = "acceptbench: run: a run is in progress (pid " + running.process().pid();

    refused(inProgress, "--resume", "run");
    refused(inProgress, "Toy", "-p", "backlog=1", "--results", "run");
    End report = new Program(folder).run("report", "run");
    assertThat(report.exitCode()).as("%s", report).isZero();
    assertThat(report.err())
        .containsExactly(inProgress + "); this is a report of what its results.json has so far");
    assertThat(folder.resolve("run/report.md")).content().contains("sleep");
    refused(inProgress, "--resume", "run");

    running.process().destroy();
    assertThat(running.end().err())
        .containsExactly(
            "acceptbench: interrupted, 1 of 2 cells measured, kept in run; --resume goes on with"
                + " it");
    assertThat(new Program(folder).run("report", "run").err()).isEmpty();
  }

  private void refused(String message, String... line) throws Exception {
    End end = new Program(folder).run(line);
    assertThat(end.exitCode()).isEqualTo(2);
    assertThat(end.err()).containsExactly(message + ")");
    assertThat(end.out()).isEmpty();
  }
}
