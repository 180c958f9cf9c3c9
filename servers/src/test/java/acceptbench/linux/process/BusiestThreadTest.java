package acceptbench.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.testing.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BusiestThreadTest {
  private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  @BeforeEach
  void needsSchedstat() {
    Requirement.require(
        Files.exists(Path.of("/proc/self/schedstat")),
        "the kernel does not tell how long threads ran (CONFIG_SCHED_INFO)");
  }

  /// Two threads work after the other, and what the first one had before does not count.
  @Test
  void isTheOneThatRanMostAndNotTheSum() throws InterruptedException {
    BusiestThread busiest = new BusiestThread(ProcessHandle.current().pid());
    burn(3 * WORK_NANOS);
    busiest.begin();
    burn(WORK_NANOS);
    Thread other = Thread.ofPlatform().start(() -> burn(WORK_NANOS / 2));
    other.join();
    long ran = busiest.sinceBegin().orElseThrow();
    assertThat(ran).isBetween(WORK_NANOS / 2, 3 * WORK_NANOS - 1);
  }

  private static void burn(long nanos) {
    long end = CpuClock.threadNanos() + nanos;
    while (CpuClock.threadNanos() < end) Thread.onSpinWait();
  }

  @Test
  void mayBeADescendants() throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("sh", "-c", "(read line; i=0; while :; do i=$((i+1)); done) & wait; :")
            .start();
    try {
      BusiestThread busiest = new BusiestThread(shell.pid());
      busiest.begin();
      while (busiest.sinceBegin().orElse(0) < WORK_NANOS) {
        assertThat(shell.isAlive()).isTrue();
        Thread.sleep(5);
      }
      assertThat(CpuClock.processNanos(shell.pid())).isLessThan(WORK_NANOS);
    } finally {
      shell.descendants().forEach(ProcessHandle::destroyForcibly);
      shell.destroyForcibly().waitFor();
    }
  }

  @Test
  void ofAProcessThatHasEndedNothingIsKnown() throws IOException, InterruptedException {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    BusiestThread busiest = new BusiestThread(ended.pid());
    busiest.begin();
    assertThat(busiest.sinceBegin()).isEmpty();
  }
}
