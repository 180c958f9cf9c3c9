package acceptbench.load;

/// Nanoseconds since the start of a load.
final class LoadClock {
  private long originNanos;

  /// @param nanos when the load starts, as [System#nanoTime] has it
  void start(long nanos) {
    originNanos = nanos;
  }

  /// When the load started, as [System#nanoTime] has it.
  long originNanos() {
    return originNanos;
  }

  long nanos() {
    return System.nanoTime() - originNanos;
  }
}
