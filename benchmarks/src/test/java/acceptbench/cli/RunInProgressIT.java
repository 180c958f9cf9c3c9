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
    Running running =
        new Program(folder)
            .start("Toy", "-p", "backlog=1,2", "-p", "sleepMillis=6000", "--results", "run");
    // By then the driver has collected its garbage twice.
    running.awaitLine(running.out(), "[1/2]");
    String inProgress = "acceptbench: run: a run is in progress (pid " + running.process().pid();

    refused(inProgress, "--resume", "run");
    refused(inProgress, "Toy", "-p", "backlog=1", "--results", "run");
    End report = new Program(folder).run("report", "run");
    assertThat(report.exitCode()).as("%s", report).isZero();
    assertThat(report.err())
        .containsExactly(inProgress + "); this is a report of what it has measured so far");
    assertThat(folder.resolve("run/report.md")).content().contains("sleep");
    refused(inProgress, "--resume", "run");
    assertThat(running.process().isAlive()).as("all of that while it ran").isTrue();

    End end = running.end();
    assertThat(end.exitCode()).as("%s", end).isZero();
    assertThat(end.out()).contains("2 of 2 cells measured");
    assertThat(new Program(folder).run("report", "run").err()).isEmpty();
  }

  private void refused(String message, String... line) throws Exception {
    End end = new Program(folder).run(line);
    assertThat(end.exitCode()).isEqualTo(2);
    assertThat(end.err()).containsExactly(message + ")");
    assertThat(end.out()).isEmpty();
  }
}
