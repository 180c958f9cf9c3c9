package acceptbench.linux.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Ends processes that are no longer needed.
public final class KilledProcesses {
  /// A killed process is gone in a moment, unless the kernel or a debugger holds it.
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private KilledProcesses() {}

  /// Kills those that still run, and returns when all have ended.
  ///
  /// @param what they are, for the message
  /// @throws IOException naming those that are still there after 5 seconds
  public static void end(String what, List<ProcessHandle> processes)
      throws IOException, InterruptedException {
    processes.forEach(ProcessHandle::destroyForcibly);
    CompletableFuture<?>[] ends =
        processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(DEADLINE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      List<Long> left =
          processes.stream().filter(ProcessHandle::isAlive).map(ProcessHandle::pid).toList();
      throw new IOException(
          "%s: processes %s were killed and have not ended within %d s"
              .formatted(what, left, DEADLINE.toSeconds()),
          e);
    } catch (ExecutionException e) {
      throw new IOException(what + ": can't wait for its processes", e);
    }
  }
}
