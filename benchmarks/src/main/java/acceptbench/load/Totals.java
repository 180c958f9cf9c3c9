package acceptbench.load;

/// What the client counts besides the ends of connections, since the last [#reset].
final class Totals {
  long attempted;
  long retried;
  long synRetries;
  long lastIntendedNanos;
  long lastActualNanos;
  long longestPauseNanos;

  void reset() {
    attempted = 0;
    retried = 0;
    synRetries = 0;
    longestPauseNanos = 0;
  }

  void started(long intendedNanos, long actualNanos) {
    attempted++;
    lastIntendedNanos = intendedNanos;
    lastActualNanos = actualNanos;
  }

  /// The client came round to its loop again.
  ///
  /// @param lateNanos how much later than it had meant to
  void cameRound(long lateNanos) {
    longestPauseNanos = Math.max(longestPauseNanos, lateNanos);
  }

  void retransmitted(int retries) {
    if (retries > 0) retried++;
    synRetries += retries;
  }
}
