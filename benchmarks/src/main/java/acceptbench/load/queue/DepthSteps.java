package acceptbench.load.queue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// How deep one listener's accept queue was over time: each time comes with the number of
/// connections that were in it from then until the next time. The first time is 0, when the load
/// began and the queue was empty.
///
/// Up to [#ALL] changes are kept as they are. More are cut into [#PARTS] of equally many changes,
/// and of each part the deepest depth, the one that lasted longest and the last are kept: neither
/// the peak nor a time in which nothing changed is lost, there are more points where more happens,
/// and a hundred thousand connections take no more room than a thousand.
public final class DepthSteps {
  private static final int PARTS = 99;
  static final int ALL = 3 * PARTS;

  private final long[] nanos = new long[ALL + 1];
  private final int[] depths = new int[ALL + 1];
  private int size;

  private DepthSteps() {
    keep(new Change(0, 0, 0));
  }

  private record Change(int number, long at, int depth) {}

  /// The depths that follow from when each connection was queued and accepted. If one comes when
  /// another goes, the coming counts first: each was there.
  ///
  /// @param loadBegan when that was, as the connections' times are
  static DepthSteps of(List<Join.Connection> connections, long loadBegan) {
    long[] in = QueuePeak.times(connections, Join.Connection::queued);
    long[] out = QueuePeak.times(connections, Join.Connection::accepted);
    int changes = in.length + out.length;
    DepthSteps steps = new DepthSteps();
    Part part = steps.new Part(changes <= ALL ? 1 : Math.ceilDiv(changes, PARTS));
    int come = 0;
    for (int gone = 0; gone < out.length; ) {
      boolean comes = come < in.length && in[come] <= out[gone];
      long at = comes ? in[come++] : out[gone++];
      part.add(new Change(come + gone, at - loadBegan, come - gone));
    }
    part.keep();
    return steps;
  }

  private void keep(Change change) {
    nanos[size] = change.at();
    depths[size++] = change.depth();
  }

  /// When it changed, in nanoseconds after the load began.
  public long[] atNanos() {
    return Arrays.copyOf(nanos, size);
  }

  /// To how many connections it changed.
  public int[] depths() {
    return Arrays.copyOf(depths, size);
  }

  /// What is known of some changes in a row, before it is kept.
  private final class Part {
    private static final Change NONE = new Change(0, 0, 0);

    private final int most;
    private int count;
    private Change deepest = NONE;
    private Change longest = NONE;
    private long longestNanos;
    private Change last = NONE;

    /// @param most how many changes make it whole
    Part(int most) {
      this.most = most;
    }

    void add(Change change) {
      if (count == 0) {
        deepest = change;
        longest = change;
        longestNanos = -1;
      } else if (change.at() - last.at() > longestNanos) {
        longest = last;
        longestNanos = change.at() - last.at();
      }
      if (change.depth() > deepest.depth()) deepest = change;
      last = change;
      count++;
      if (count == most) keep();
    }

    /// Keeps it, and begins the next.
    void keep() {
      if (count == 0) return;
      Stream.of(deepest, longest, last)
          .distinct()
          .sorted(Comparator.comparingInt(Change::number))
          .forEach(DepthSteps.this::keep);
      count = 0;
    }
  }
}
