package acceptbench.server.strategy.common;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/// Waiting for threads that have been told to end.
public final class Threads {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private Threads() {}

  /// Waits until the thread has ended.
  ///
  /// @throws IOException where it has not within 5 seconds
  public static void join(Thread thread) throws IOException {
    try {
      if (!thread.join(DEADLINE)) throw late(thread.getName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + thread.getName() + " was to end", e);
    }
  }

  /// Waits until a pool that was shut down has ended.
  ///
  /// @param name what it is, for the message
  /// @throws IOException where it has not within 5 seconds
  public static void awaitEnd(ExecutorService pool, String name) throws IOException {
    try {
      if (!pool.awaitTermination(DEADLINE.toNanos(), TimeUnit.NANOSECONDS)) throw late(name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + name + " had to end", e);
    }
  }

  private static IOException late(String name) {
    return new IOException(name + " did not end within " + DEADLINE.toSeconds() + " s");
  }
}
