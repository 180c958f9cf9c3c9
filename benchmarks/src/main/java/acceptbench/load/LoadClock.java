package acceptbench.load;

/// Nanoseconds since the start of a load.
final class LoadClock {
  private long originNanos;

  void start() {
    originNanos = System.nanoTime();
  }

  /// When the load started, as [System#nanoTime] has it.
  long originNanos() {
    return originNanos;
  }

  long nanos() {
    return System.nanoTime() - originNanos;
  }
}
