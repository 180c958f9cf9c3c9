package acceptbench.kernel;

import java.util.Arrays;

/// How deep a queue was, look by look. Grows as needed; a look allocates nothing else.
public final class DepthSeries {
  private long[] atNanos = new long[1_024];
  private int[] depths = new int[1_024];
  private int size;

  void add(long nanos, int depth) {
    if (size == depths.length) {
      atNanos = Arrays.copyOf(atNanos, 2 * size);
      depths = Arrays.copyOf(depths, 2 * size);
    }
    atNanos[size] = nanos;
    depths[size++] = depth;
  }

  void clear() {
    size = 0;
  }

  /// When each look was taken, in nanoseconds after the load's start.
  public long[] atNanos() {
    return Arrays.copyOf(atNanos, size);
  }

  /// Connections in the queue at each look.
  public int[] depths() {
    return Arrays.copyOf(depths, size);
  }

  /// A percentile of the depths; NaN without any look.
  ///
  /// @param percentile 0 to 100
  public double percentile(double percentile) {
    if (size == 0) return Double.NaN;
    int[] sorted = depths();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(size - 1, Math.floor(percentile / 100 * size))];
  }
}
