package acceptbench.server.strategy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Waits for what comes by itself.
final class Await {
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private Await() {}

  interface Condition {
    boolean holds() throws Exception;
  }

  /// @throws AssertionError where it has not come true within 2 s
  static void until(String what, Condition condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - start > DEADLINE.toNanos())
        throw new AssertionError("not within " + DEADLINE.toSeconds() + " s: " + what);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
