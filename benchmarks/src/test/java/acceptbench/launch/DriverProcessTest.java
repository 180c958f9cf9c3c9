package acceptbench.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DriverProcessTest {
  @TempDir private Path folder;

  /// A process that does something for 3 s when it is told to end, and says so then.
  private Process driver(String lastAct) throws IOException, InterruptedException {
    String script =
        "trap 'until=$((SECONDS+3)); while [ $SECONDS -lt $until ]; do "
            + lastAct
            + "; done; echo told; exit 143' TERM; echo ready; while true; do sleep 0.05; done";
    Process driver =
        new ProcessBuilder("bash", "-c", script).redirectOutput(said().toFile()).start();
    while (Files.size(said()) == 0) TimeUnit.MILLISECONDS.sleep(5);
    return driver;
  }

  private Path said() {
    return folder.resolve("said");
  }

  @Test
  void isWaitedForAsLongAsItIsAtItsLastAct() throws Exception {
    Process driver = driver(":");
    DriverProcess.end(driver, driver.descendants().toList());
    assertThat(driver.waitFor()).isEqualTo(ExitCode.TERMINATED);
    assertThat(said()).hasContent("ready\ntold");
  }

  @Test
  void isKilledWhereItStandsStill() throws Exception {
    Process driver = driver("kill -STOP $$");
    DriverProcess.end(driver, driver.descendants().toList());
    assertThat(driver.waitFor()).isEqualTo(ExitCode.KILLED);
    assertThat(said()).hasContent("ready");
  }
}
