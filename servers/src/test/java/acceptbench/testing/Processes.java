package acceptbench.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Whether processes have ended. [ProcessHandle#isAlive] says yes of a zombie too, and it is up to
/// the machine's init when it reaps an orphan: after seconds, on some.
public final class Processes {
  private Processes() {}

  /// Whether the process is gone, or waits for nothing but to be reaped.
  public static boolean hasEnded(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
    } catch (IOException gone) {
      return true;
    }
  }

  /// Waits until all of them have ended.
  ///
  /// @throws AssertionError where one has not in time
  public static void awaitEnd(List<ProcessHandle> processes) throws InterruptedException {
    long start = System.nanoTime();
    while (!processes.stream().allMatch(Processes::hasEnded)) {
      if (System.nanoTime() - start > Await.PATIENCE.toNanos())
        throw new AssertionError(
            "not ended within "
                + Await.PATIENCE.toMillis()
                + " ms: "
                + processes.stream().filter(p -> !hasEnded(p)).toList());
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
