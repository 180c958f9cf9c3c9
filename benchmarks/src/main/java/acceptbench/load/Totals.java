package acceptbench.load;

/// What the client counts besides the ends of connections, since the last [#reset].
final class Totals {
  /// The client never looks for longer in one go: if more time has passed, it was kept from
  /// running.
  static final long MOST_SPUN_NANOS = 50_000;

  long attempted;
  long firstIntendedAt;
  long longestPauseNanos;
  final Handshakes handshakes = new Handshakes();
  private long lastIntendedNanos;
  private long lastActualNanos;
  private long firstActualAt;
  private long lastActualAt;
  private long loadNanos;
  private long cpuNanos;
  private long spunNanos;

  void reset() {
    attempted = 0;
    handshakes.reset();
    longestPauseNanos = 0;
    loadNanos = 0;
    cpuNanos = 0;
    spunNanos = 0;
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

  /// Adds what another client counted in the same loads; what handshakes took is read when the
  /// account is settled, and not added. Of the two paces the slower one is kept.
  void add(Totals other) {
    if (other.attempted > 0) {
      boolean first = attempted == 0;
      if (first || other.keptPace() < keptPace()) {
        lastIntendedNanos = other.lastIntendedNanos;
        lastActualNanos = other.lastActualNanos;
      }
      firstIntendedAt =
          first ? other.firstIntendedAt : Math.min(firstIntendedAt, other.firstIntendedAt);
      firstActualAt = first ? other.firstActualAt : Math.min(firstActualAt, other.firstActualAt);
      lastActualAt = first ? other.lastActualAt : Math.max(lastActualAt, other.lastActualAt);
    }
    attempted += other.attempted;
    longestPauseNanos = Math.max(longestPauseNanos, other.longestPauseNanos);
    loadNanos += other.loadNanos;
    cpuNanos += other.workNanos();
  }

  /// At which share of the intended rate the connections of the last load started.
  double keptPace() {
    return lastActualNanos == 0 ? 1 : (double) lastIntendedNanos / lastActualNanos;
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

  /// The client looked for something to do, and found nothing.
  void spun(long nanos) {
    spunNanos += Math.min(nanos, MOST_SPUN_NANOS);
  }

  /// A load is over.
  ///
  /// @param nanos how long it took
  /// @param cpu CPU time that the client's thread spent on it, the time that it spun included
  void ended(long nanos, long cpu) {
    loadNanos += nanos;
    cpuNanos += cpu;
  }

  /// Which share of the loads' time the client's thread was at work on its CPU, 0 to 1: neither
  /// asleep, nor kept from running, nor spinning. NaN where that was not measured.
  double busy() {
    return loadNanos == 0 ? Double.NaN : (double) workNanos() / loadNanos;
  }

  /// A thread that was kept from running while it spun has had less of its CPU than it spun for.
  private long workNanos() {
    return Math.max(0, cpuNanos - spunNanos);
  }
}
