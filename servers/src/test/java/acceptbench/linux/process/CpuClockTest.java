package acceptbench.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

class CpuClockTest {
  private static final int READINGS = 1_000;

  /// The JVM reads the same clock (`CLOCK_THREAD_CPUTIME_ID`), a moment before and a moment after.
  @Test
  void threadTimeIsWhatTheJvmSays() {
    ThreadMXBean jvm = ManagementFactory.getThreadMXBean();
    for (int i = 0; i < READINGS; i++) {
      long before = jvm.getCurrentThreadCpuTime();
      long read = CpuClock.threadNanos();
      assertThat(read).isBetween(before, jvm.getCurrentThreadCpuTime());
    }
  }

  @Test
  void threadTimeStandsStillInASleep() throws Exception {
    long wallStart = System.nanoTime();
    long start = CpuClock.threadNanos();
    Thread.sleep(50);
    long spent = CpuClock.threadNanos() - start;
    assertThat(spent).isLessThan((System.nanoTime() - wallStart) / 2);
  }

  @Test
  void processTimeHoldsAllThreads() throws Exception {
    long pid = ProcessHandle.current().pid();
    long before = CpuClock.processNanos(pid);
    long[] spent = new long[2];
    for (int i = 0; i < spent.length; i++) {
      int thread = i;
      Thread.ofPlatform().start(() -> spent[thread] = work()).join();
    }
    assertThat(CpuClock.processNanos(pid) - before).isGreaterThanOrEqualTo(spent[0] + spent[1]);
  }

  /// @return what the calling thread has spent on it
  private static long work() {
    long start = CpuClock.threadNanos();
    while (CpuClock.threadNanos() - start < 5_000_000) Thread.onSpinWait();
    return CpuClock.threadNanos() - start;
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
