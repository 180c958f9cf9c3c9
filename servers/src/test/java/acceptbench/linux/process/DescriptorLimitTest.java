package acceptbench.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DescriptorLimitTest {
  private Process process;

  @BeforeEach
  void start() throws Exception {
    process = new ProcessBuilder("sleep", "60").start();
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  /// As `/proc/PID/limits` has it: soft limit, hard limit.
  private String[] limits() throws Exception {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/limits")).stream()
        .filter(line -> line.startsWith("Max open files"))
        .findFirst()
        .orElseThrow()
        .substring("Max open files".length())
        .strip()
        .split(" +");
  }

  @Test
  void theSoftLimitIsSetAndTheHardOneStays() throws Exception {
    String hard = limits()[1];
    long before = DescriptorLimit.of(process.pid());
    assertThat(limits()[0]).isEqualTo(String.valueOf(before));
    assertThat(DescriptorLimit.set(process.pid(), 17)).isEqualTo(before);
    assertThat(limits()).startsWith("17", hard);
    assertThat(DescriptorLimit.set(process.pid(), before)).isEqualTo(17);
    assertThat(limits()).startsWith(String.valueOf(before), hard);
  }

  @Test
  void theLowestNumberWithoutAFileIsFree() throws Exception {
    Process closed = new ProcessBuilder("sh", "-c", "exec sleep 60 1>&- 5</dev/null").start();
    try {
      Path last = Path.of("/proc/" + closed.pid() + "/fd/5");
      Await.until("it sleeps", () -> Files.exists(last));
      Await.until("it has no 1", () -> DescriptorLimit.lowestFree(closed.pid()) == 1);
    } finally {
      closed.destroyForcibly();
    }
    Await.until("it has three", () -> DescriptorLimit.lowestFree(process.pid()) == 3);
  }

  @Test
  void whoHasEndedHasNoLimit() throws Exception {
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    long pid = process.pid();
    assertThatThrownBy(() -> DescriptorLimit.of(pid))
        .hasMessage("prlimit(%d, RLIMIT_NOFILE): ESRCH", pid);
    assertThatThrownBy(() -> DescriptorLimit.lowestFree(pid))
        .hasMessage("no access to the descriptors of process " + pid);
  }
}
