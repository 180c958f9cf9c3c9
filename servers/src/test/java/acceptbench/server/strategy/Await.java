package acceptbench.server.strategy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Waits for what comes by itself.
final class Await {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private Await() {}

  interface Condition {
    boolean holds() throws Exception;
  }

  /// @throws AssertionError where it does not come true
  static void until(String what, Condition condition) throws Exception {
    until(what, PATIENCE, condition);
  }

  /// @throws AssertionError where it has not come true within that time
  static void until(String what, Duration deadline, Condition condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - start > deadline.toNanos())
        throw new AssertionError("not within " + deadline.toMillis() + " ms: " + what);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
