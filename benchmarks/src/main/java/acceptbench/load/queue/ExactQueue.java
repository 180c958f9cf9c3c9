package acceptbench.load.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/// What both ends of a load's connections say about the accept queues.
///
/// How exact that is:
///
/// - The client notices late that a handshake has ended, by [#waitErrorNanos] at most: a wait may
///   have been longer by as much, and a queue deeper by [#unseen] at most.
/// - A client that sent its SYN more than once may notice the end of its handshake before its final
///   ACK has got to the queue, so that there may have been [#early] less in it.
/// - An acceptor notes a connection after it has left the queue, so that there may have been one
///   less in the queue for each of its acceptors.
public final class ExactQueue {
  private final Histogram waits;
  private final Histogram dispatches;
  private final List<QueuePeak> peaks;
  private final List<DepthSteps> depths;
  private final TimeSpent spent;
  private final long waitErrorNanos;

  /// @param listeners how many there are, each with a queue of its own
  /// @param waits takes the connections' time in the queue, in nanoseconds
  /// @param dispatches takes the time from accept to the first byte, in nanoseconds
  public ExactQueue(Join join, int listeners, Histogram waits, Histogram dispatches) {
    this.waits = waits;
    this.dispatches = dispatches;
    List<Join.Connection> connections = join.connections();
    long error = 0;
    for (Join.Connection connection : connections) {
      waits.recordValue(connection.accepted() - connection.queued());
      if (connection.wasGreeted())
        dispatches.recordValue(Math.max(0, connection.greeted() - connection.accepted()));
      error = Math.max(error, connection.queued() - connection.notBefore());
    }
    waitErrorNanos = error;
    spent = TimeSpent.of(connections);
    List<List<Join.Connection>> each =
        IntStream.range(0, listeners).mapToObj(it -> ofListener(connections, it)).toList();
    peaks = each.stream().map(QueuePeak::of).toList();
    depths = each.stream().map(own -> DepthSteps.of(own, join.loadBegan())).toList();
  }

  private static List<Join.Connection> ofListener(List<Join.Connection> connections, int listener) {
    List<Join.Connection> own = new ArrayList<>(connections);
    own.removeIf(connection -> connection.listener() != listener);
    return own;
  }

  /// From the end of the handshake, as the client noticed it, to accept's return.
  public Histogram waits() {
    return waits;
  }

  /// From accept's return to the first byte at the client.
  public Histogram dispatches() {
    return dispatches;
  }

  /// How late the client noticed the end of a handshake at most, in nanoseconds.
  public long waitErrorNanos() {
    return waitErrorNanos;
  }

  /// How deep one listener's queue got.
  public int peak(int listener) {
    return peaks.get(listener).depth();
  }

  /// How deep the deepest of the queues got.
  public int peak() {
    return peaks.stream().mapToInt(QueuePeak::depth).max().orElse(0);
  }

  /// How deep each listener's queue was over time.
  public List<DepthSteps> depths() {
    return depths;
  }

  /// Where the time of the connections went.
  public TimeSpent spent() {
    return spent;
  }

  /// How many more may have been in the deepest queue.
  public int unseen() {
    return peaks.stream().mapToInt(QueuePeak::most).max().orElse(0) - peak();
  }

  /// How many fewer may have been in the deepest queue, as clients took themselves for connected
  /// before they were in it.
  public int early() {
    return peak() - peaks.stream().mapToInt(QueuePeak::least).max().orElse(0);
  }
}
