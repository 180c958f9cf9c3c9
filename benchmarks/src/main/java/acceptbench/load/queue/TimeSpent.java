package acceptbench.load.queue;

import java.util.List;

/// Where the time of those connections went that both ends know of and that got an answer, from
/// their intended starts to their first bytes. In nanoseconds, each the mean over all of them: the
/// parts add up to the mean time to the first byte. Medians would not. NaN of no connections.
///
/// @param synRetries until the handshake ended, of those that took more than one SYN
/// @param handshake until the handshake ended, of the others: with one SYN and its answer, and by
///     how much the client was late to start
/// @param queue from there to accept's return
/// @param dispatch from there to the first byte
public record TimeSpent(double synRetries, double handshake, double queue, double dispatch) {
  /// Nothing is known.
  public static final TimeSpent UNKNOWN =
      new TimeSpent(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  static TimeSpent of(List<Join.Connection> connections) {
    double count = 0;
    double synRetries = 0;
    double handshake = 0;
    double queue = 0;
    double dispatch = 0;
    for (Join.Connection connection : connections) {
      if (!connection.wasGreeted()) continue;
      // An acceptor notes a moment after accept has returned, and the client may be quicker.
      long accepted = Math.min(connection.accepted(), connection.greeted());
      long queued = Math.min(connection.queued(), accepted);
      long connecting = queued - connection.start();
      count++;
      if (connection.retried()) synRetries += connecting;
      else handshake += connecting;
      queue += accepted - queued;
      dispatch += connection.greeted() - accepted;
    }
    return count == 0
        ? UNKNOWN
        : new TimeSpent(synRetries / count, handshake / count, queue / count, dispatch / count);
  }
}
