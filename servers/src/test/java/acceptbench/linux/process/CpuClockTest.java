package acceptbench.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuClockTest {
  @Test
  void threadTimePassesWithWorkAndNotWithSleep() throws Exception {
    long start = CpuClock.threadNanos();
    Thread.sleep(50);
    assertThat(CpuClock.threadNanos() - start).isLessThan(50_000_000);

    long wallStart = System.nanoTime();
    start = CpuClock.threadNanos();
    while (CpuClock.threadNanos() - start < 5_000_000) Thread.onSpinWait();
    assertThat(System.nanoTime() - wallStart).isGreaterThanOrEqualTo(5_000_000);
  }

  @Test
  void processTimeHoldsAllThreads() throws Exception {
    long pid = ProcessHandle.current().pid();
    long before = CpuClock.processNanos(pid);
    Thread worker =
        Thread.ofPlatform()
            .start(
                () -> {
                  long start = CpuClock.threadNanos();
                  while (CpuClock.threadNanos() - start < 5_000_000) Thread.onSpinWait();
                });
    worker.join();
    assertThat(CpuClock.processNanos(pid) - before).isGreaterThanOrEqualTo(5_000_000);
  }

  @Test
  void readsAnotherProcessAndKnowsWhenThereIsNone() throws Exception {
    Process child =
        new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; read x")
            .start();
    long spent = 0;
    while (spent < 5_000_000) spent = CpuClock.processNanos(child.pid());
    child.destroyForcibly().waitFor();
    assertThat(CpuClock.processNanos(child.pid())).isEqualTo(-1);
  }
}
