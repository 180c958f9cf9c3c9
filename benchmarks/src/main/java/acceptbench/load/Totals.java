package acceptbench.load;

/// What the client counts besides the ends of connections, since the last [#reset].
final class Totals {
  long attempted;
  long lastIntendedNanos;
  long lastActualNanos;
  long firstIntendedAt;
  long firstActualAt;
  long lastActualAt;
  long longestPauseNanos;
  final Handshakes handshakes = new Handshakes();

  void reset() {
    attempted = 0;
    handshakes.reset();
    longestPauseNanos = 0;
  }

  /// A connection was started.
  ///
  /// @param originNanos when the load was, as [System#nanoTime] has it
  void started(long originNanos, long intendedNanos, long actualNanos) {
    lastActualAt = originNanos + actualNanos;
    if (attempted == 0) {
      firstIntendedAt = originNanos + intendedNanos;
      firstActualAt = lastActualAt;
    }
    attempted++;
    lastIntendedNanos = intendedNanos;
    lastActualNanos = actualNanos;
  }

  /// How many connections a second were started, from the first to the last one; NaN where there
  /// were fewer than two.
  double perSecond() {
    return attempted < 2 ? Double.NaN : (attempted - 1) * 1e9 / (lastActualAt - firstActualAt);
  }

  /// The client came round to its loop again.
  ///
  /// @param lateNanos how much later than it had meant to
  void cameRound(long lateNanos) {
    longestPauseNanos = Math.max(longestPauseNanos, lateNanos);
  }
}
