package acceptbench.bench.queue;

import acceptbench.kernel.ListenerWatch;
import acceptbench.linux.process.CpuAffinity;
import acceptbench.linux.socket.ListenerSocket;
import acceptbench.load.LatencyRecorder;
import acceptbench.load.ledger.Ledger;
import acceptbench.load.ledger.LedgerBalance;
import acceptbench.load.queue.ExactQueue;
import acceptbench.load.queue.HandshakeEnds;
import acceptbench.load.queue.Join;
import acceptbench.load.queue.PeakCheck;
import acceptbench.load.queue.TimeSpent;
import acceptbench.server.accepts.Accept;
import acceptbench.server.accepts.AcceptLog;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/// Joins both ends of each connection of an iteration: what the client knows of it, and what the
/// server has noted.
public final class QueueAccount {
  private final AcceptLog log;
  private final ListenerWatch watch;
  private final boolean acceptsAhead;
  private final Histogram waits = LatencyRecorder.durations();
  private final Histogram dispatches = LatencyRecorder.durations();
  private AcceptLog.Mark mark;

  /// @param acceptsAhead whether connections leave the queue before the server knows about them, so
  ///     that it can't say when
  public QueueAccount(AcceptLog log, ListenerWatch watch, boolean acceptsAhead) {
    this.log = log;
    this.watch = watch;
    this.acceptsAhead = acceptsAhead;
    this.mark = log.mark();
  }

  /// Opens the account of an iteration.
  public void begin() {
    mark = log.mark();
  }

  /// What else happened in the iteration that this has to know.
  ///
  /// @param overflows packets dropped for a full queue
  /// @param acceptors of all listeners
  /// @param serversOwn connections that the server made to itself
  public record Iteration(
      Ledger ledger, LedgerBalance balance, double overflows, int acceptors, long serversOwn) {}

  /// Closes the account.
  public QueueObservation end(HandshakeEnds handshakes, Iteration iteration) throws IOException {
    waits.reset();
    dispatches.reset();
    List<ListenerSocket> listeners = watch.listeners();
    Optional<List<Accept>> accepts = log.since(mark);
    if (accepts.isEmpty() || listeners.isEmpty())
      return new QueueObservation(
          waits,
          dispatches,
          TimeSpent.UNKNOWN,
          Double.NaN,
          Double.NaN,
          null,
          listeners.size(),
          null,
          null);
    Join join = Join.of(handshakes, accepts.orElseThrow());
    ExactQueue queue = new ExactQueue(join, listeners.size(), waits, dispatches);
    boolean known =
        !acceptsAhead && isComplete(join, iteration.ledger()) && iteration.balance().certain();
    return new QueueObservation(
        waits,
        dispatches,
        queue.spent(),
        join.accepted(),
        queue.waitErrorNanos() / 1e3,
        join,
        listeners.size(),
        known ? queue : null,
        known ? check(queue, listeners, iteration) : null);
  }

  /// Whether both ends are known of each connection that was in a queue. Ghosts and connections
  /// that were reset were never in one; any other that nobody accepted may still be there.
  private static boolean isComplete(Join join, Ledger ledger) {
    return join.strangers() == 0
        && join.notAccepted() <= ledger.ghost() + ledger.reset() + ledger.halfAccepted();
  }

  private PeakCheck check(ExactQueue queue, List<ListenerSocket> listeners, Iteration iteration)
      throws IOException {
    int acceptors = Math.ceilDiv(iteration.acceptors(), listeners.size());
    // A client whose final ACK was dropped takes itself for connected, and is not in the queue yet.
    long notYet = iteration.balance().droppedFinalAcks() + iteration.balance().droppedEarlyData();
    boolean overflowed = !(iteration.overflows() == 0);
    return new PeakCheck(
        queue.peak(),
        queue.unseen() + Math.min(iteration.serversOwn(), acceptors),
        acceptors + queue.early() + notYet,
        listeners.getFirst().effectiveBacklog(),
        // The load clients' ones: each handshake ends on the CPU of its client.
        CpuAffinity.get().cardinality(),
        overflowed,
        watch.maxDepth());
  }
}
