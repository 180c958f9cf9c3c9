package acceptbench.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.testing.Await;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ContextSwitchesTest {
  private static final int SLEEPS = 40;

  @Test
  void aSleepIsOneAlsoOfAThreadThatHasEnded() throws Exception {
    long before = ContextSwitches.ofOtherThreads();
    Thread.ofPlatform().start(ContextSwitchesTest::sleep).join();
    assertThat(ContextSwitches.ofOtherThreads() - before).isGreaterThanOrEqualTo(SLEEPS);
  }

  /// Other threads of this JVM have some too, but not one for each of these.
  @Test
  void thoseOfTheCallingThreadAreLeftOut() {
    long before = ContextSwitches.ofOtherThreads();
    for (int i = 0; i < 25; i++) sleep();
    assertThat(ContextSwitches.ofOtherThreads() - before).isLessThan(25 * SLEEPS);
  }

  private static void sleep() {
    try {
      for (int i = 0; i < SLEEPS; i++) TimeUnit.MICROSECONDS.sleep(200);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// A cat that sleeps before each byte that it is given.
  @Test
  void thoseOfAnotherProcessGrowByWhatItSleeps() throws Exception {
    ContextSwitches switches = new ContextSwitches();
    Process cat = new ProcessBuilder("cat").start();
    try (OutputStream in = cat.getOutputStream();
        InputStream out = cat.getInputStream()) {
      awaitAsleep(cat.pid());
      long before = switches.ofProcesses(List.of(cat.pid()));
      for (int i = 1; i <= SLEEPS; i++) {
        in.write(i);
        in.flush();
        assertThat(out.read()).isEqualTo(i);
        awaitAsleep(cat.pid());
      }
      long grown = switches.ofProcesses(List.of(cat.pid())) - before;
      assertThat(grown).isGreaterThanOrEqualTo(SLEEPS);
      assertThat(switches.ofProcesses(List.of(cat.pid())) - before).isEqualTo(grown);
    }
    cat.waitFor();
    long last = switches.ofProcesses(List.of(cat.pid()));
    assertThat(last).as("of one that has ended").isGreaterThanOrEqualTo(SLEEPS);
    assertThat(switches.ofProcesses(List.of())).isEqualTo(last);
  }

  private static void awaitAsleep(long pid) throws Exception {
    Path status = Path.of("/proc/" + pid + "/status");
    Await.until("it sleeps", () -> Files.readString(status).contains("State:\tS (sleeping)"));
  }
}
