package acceptbench.server.strategy.common;

import java.io.IOException;
import java.time.Duration;

/// Waiting for threads that have been told to end.
public final class Threads {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private Threads() {}

  /// Waits until the thread has ended.
  ///
  /// @throws IOException where it has not within 5 seconds
  public static void join(Thread thread) throws IOException {
    try {
      if (!thread.join(DEADLINE)) throw new IOException(thread.getName() + " did not end");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + thread.getName() + " was to end", e);
    }
  }
}
