package acceptbench.load.queue;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/// How deep one listener's queue got.
///
/// @param depth with each connection in the queue from when the client noticed that its handshake
///     had ended
/// @param most with each connection in the queue from the earliest moment that is possible
/// @param least with those that sent more than one SYN in the queue at their accept alone
record QueuePeak(int depth, int most, int least) {
  static QueuePeak of(List<Join.Connection> connections) {
    long[] out = times(connections, Join.Connection::accepted);
    return new QueuePeak(
        peak(times(connections, Join.Connection::queued), out),
        peak(times(connections, Join.Connection::notBefore), out),
        peak(times(connections, Join.Connection::queuedForSure), out));
  }

  /// One time of each connection, the earliest first.
  static long[] times(List<Join.Connection> connections, ToLongFunction<Join.Connection> time) {
    long[] times = connections.stream().mapToLong(time).toArray();
    Arrays.sort(times);
    return times;
  }

  /// If one connection comes when another goes, the one that comes is counted first: each was in
  /// the queue.
  private static int peak(long[] in, long[] out) {
    int peak = 0;
    int gone = 0;
    for (int come = 0; come < in.length; come++) {
      while (out[gone] < in[come]) gone++;
      peak = Math.max(peak, come + 1 - gone);
    }
    return peak;
  }
}
