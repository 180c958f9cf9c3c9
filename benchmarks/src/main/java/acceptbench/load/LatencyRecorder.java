package acceptbench.load;

import org.HdrHistogram.Histogram;

/// The latencies of a load, in nanoseconds from the intended start, to 3 digits, however long they
/// are.
public final class LatencyRecorder {
  // HdrHistogram keeps its digits above this value only: 1,000 would round 8 µs to 512 ns.
  private static final long LOWEST_NANOS = 1;

  /// Longer than most patience. What is longer still makes a histogram grow, once.
  private static final long USUAL_NANOS = 60_000_000_000L;

  private final Histogram connect = durations();
  private final Histogram firstByte = durations();
  private final Histogram lag = durations();

  /// An empty histogram of durations in nanoseconds, none of which is too long for it.
  public static Histogram durations() {
    Histogram histogram = new Histogram(LOWEST_NANOS, USUAL_NANOS, 3);
    histogram.setAutoResize(true);
    return histogram;
  }

  void lagged(long nanos) {
    lag.recordValue(nanos);
  }

  void connected(long nanos) {
    connect.recordValue(nanos);
  }

  void served(long nanos) {
    firstByte.recordValue(nanos);
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

  /// Adds what another client saw.
  void add(LatencyRecorder other) {
    connect.add(other.connect);
    firstByte.add(other.firstByte);
    lag.add(other.lag);
  }

  public void reset() {
    lag.reset();
    connect.reset();
    firstByte.reset();
  }
}
