package acceptbench.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoppedProcessesTest {
  private Process first;
  private Process second;
  private Process third;

  @BeforeEach
  void start() throws Exception {
    first = new ProcessBuilder("sleep", "60").start();
    second = new ProcessBuilder("sleep", "60").start();
    third = new ProcessBuilder("sleep", "60").start();
  }

  @AfterEach
  void end() {
    for (Process process : List.of(first, second, third)) process.destroyForcibly();
  }

  private List<Long> pids() {
    return List.of(first.pid(), second.pid(), third.pid());
  }

  private void kill(Process process) throws Exception {
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  private static void awaitState(Process process, char state) throws Exception {
    Path stat = Path.of("/proc/" + process.pid() + "/stat");
    Await.until(
        "process " + process.pid() + " is in state " + state,
        () -> {
          String text = Files.readString(stat);
          return text.charAt(text.lastIndexOf(')') + 2) == state;
        });
  }

  @Test
  void whereOneHasEndedTheOthersAreNotLeftStopped() throws Exception {
    kill(second);
    assertThatThrownBy(() -> StoppedProcesses.stop(pids()))
        .hasMessage("kill(%d, 19): ESRCH", second.pid());
    awaitState(first, 'S');
    awaitState(third, 'S');
  }

  @Test
  void whereOneEndsMeanwhileTheOthersGoOn() throws Exception {
    StoppedProcesses stopped = StoppedProcesses.stop(pids());
    awaitState(third, 'T');
    kill(second);
    assertThatThrownBy(stopped::resume).hasMessage("kill(%d, 18): ESRCH", second.pid());
    awaitState(first, 'S');
    awaitState(third, 'S');
  }
}
