package acceptbench.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Waits for what comes by itself.
public final class Await {
  /// Only ends a test that would wait for ever: long enough for a slow machine that is busy.
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private Await() {}

  /// What is to come true.
  public interface Condition {
    boolean holds() throws Exception;
  }

  /// Waits 30 s.
  ///
  /// @param what is awaited, for the message
  /// @throws AssertionError where it does not come true
  public static void until(String what, Condition condition) throws Exception {
    until(what, PATIENCE, condition);
  }

  /// Waits that long.
  ///
  /// @throws AssertionError where it has not come true within that time
  public static void until(String what, Duration deadline, Condition condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - start > deadline.toNanos())
        throw new AssertionError("not within " + deadline.toMillis() + " ms: " + what);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
