package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.Program.End;
import acceptbench.cli.Program.Running;
import acceptbench.cli.Program.RunningProcess;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.testing.Requirement;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of a command whose output goes nowhere.
class OutputIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "explain --backlog 5",
        "--help",
        "-lp",
        "--version",
        "doctor",
        "laws accept-queue --json",
        "--dry-run Toy",
        "Toy -p backlog=5 -i 1",
      })
  void outputThatIsLostIsOneLineAndNotExitCode0(String line) throws Exception {
    End end = into(" > /dev/full").run(line.split(" ", -1));
    assertThat(end.err())
        .filteredOn(said -> said.contains("can't write the output"))
        .containsExactly("acceptbench: can't write the output: no space left on device");
    // Where the machine lacks a program, that is what doctor's exit code says.
    assertThat(end.exitCode()).isIn(1, 69);
  }

  @Test
  void aReaderThatWantsNoMoreIsNoTrouble() throws Exception {
    End end = into(" | head -1").run("explain", "--backlog", "5");
    assertThat(end.out()).hasSize(1);
    assertThat(end.err()).isEmpty();
  }

  @Test
  void aServerEndsWhenItsReaderHasGone() throws Exception {
    Running running = into(" | head -1").start("serve", "epoll");
    running.awaitLine(running.out(), "Ctrl-C ends it");
    List<RunningProcess> all = running.processes();
    End end = running.end();
    assertThat(end.out()).hasSize(1);
    assertThat(end.err()).isEmpty();
    assertThat(all).noneMatch(RunningProcess::isAlive);
  }

  @Test
  void aServerThatCountsNothingSaysSo() throws Exception {
    Requirement.require(AcceptStrategy.NGINX.unavailable());
    End end = into(" | head -2").run("serve", "nginx");
    assertThat(end.out())
        .element(1)
        .asString()
        .isEqualTo("accepted and served: this program doesn't say, queued 0, dropped 0");
  }

  /// A shell that sends the program's output somewhere.
  private Program into(String where) {
    return new Program(folder).through("sh", "-c", "\"$@\"" + where, "sh");
  }
}
