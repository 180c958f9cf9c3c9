package acceptbench.load;

import org.HdrHistogram.Histogram;

/// The latencies of a load, in nanoseconds from the intended start, to 3 digits up to 60 s.
///
/// Whatever is longer counts as 60 s: patience is shorter than that.
public final class LatencyRecorder {
  // HdrHistogram keeps its digits above this value only: 1,000 would round 8 µs to 512 ns.
  private static final long LOWEST_NANOS = 1;

  private static final long HIGHEST_NANOS = 60_000_000_000L;

  private final Histogram connect = new Histogram(LOWEST_NANOS, HIGHEST_NANOS, 3);
  private final Histogram firstByte = new Histogram(LOWEST_NANOS, HIGHEST_NANOS, 3);
  private final Histogram lag = new Histogram(LOWEST_NANOS, HIGHEST_NANOS, 3);

  void lagged(long nanos) {
    lag.recordValue(Math.min(nanos, HIGHEST_NANOS));
  }

  void connected(long nanos) {
    connect.recordValue(Math.min(nanos, HIGHEST_NANOS));
  }

  void served(long nanos) {
    firstByte.recordValue(Math.min(nanos, HIGHEST_NANOS));
  }

  /// Until the handshake ended, of every connection of which it did, ghosts included.
  public Histogram connect() {
    return connect;
  }

  /// Until the first byte of the greeting, of every connection that got one.
  public Histogram firstByte() {
    return firstByte;
  }

  /// How late the client was: from the intended to the actual start of each connection.
  public Histogram lag() {
    return lag;
  }

  public void reset() {
    lag.reset();
    connect.reset();
    firstByte.reset();
  }
}
