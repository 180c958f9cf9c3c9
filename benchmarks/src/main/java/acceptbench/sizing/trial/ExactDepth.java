package acceptbench.sizing.trial;

import acceptbench.load.LatencyRecorder;
import acceptbench.load.queue.ExactQueue;
import acceptbench.load.queue.HandshakeEnds;
import acceptbench.load.queue.Join;
import acceptbench.load.queue.PeakCheck;
import acceptbench.server.accepts.Accept;
import acceptbench.server.accepts.AcceptLog;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.HdrHistogram.Histogram;

/// How deep a server's queues get, pause by pause, as both ends of each connection tell it.
final class ExactDepth {
  private final AcceptLog log;
  private final int listeners;
  private final int acceptors;
  private final Histogram waits = LatencyRecorder.durations();
  private final Histogram dispatches = LatencyRecorder.durations();
  private AcceptLog.Mark mark;

  /// @param listeners how many queues there are
  /// @param acceptors how many accept from one queue, at most
  ExactDepth(AcceptLog log, int listeners, int acceptors) {
    this.log = log;
    this.listeners = listeners;
    this.acceptors = acceptors;
    this.mark = log.mark();
  }

  /// A pause begins.
  void begin() {
    mark = log.mark();
  }

  /// The peak of the deepest queue since [#begin]; nothing where not each connection is known to
  /// both ends, as when one met a full queue.
  ///
  /// @param backlog the one in force, which did not overflow
  /// @param cpus on how many CPUs handshakes may have ended
  /// @param seen the greatest depth that the kernel told of
  /// @throws IOException where the two accounts of the depth disagree
  OptionalInt peak(HandshakeEnds handshakes, int backlog, int cpus, int seen) throws IOException {
    Optional<List<Accept>> accepts = log.since(mark);
    if (accepts.isEmpty()) return OptionalInt.empty();
    Join join = Join.of(handshakes, accepts.orElseThrow());
    if (join.notAccepted() > 0 || join.strangers() > 0) return OptionalInt.empty();
    waits.reset();
    dispatches.reset();
    ExactQueue queue = new ExactQueue(join, listeners, waits, dispatches);
    // An acceptor that is stopped right after it accepted notes that one when it goes on.
    PeakCheck check =
        new PeakCheck(
            queue.peak(), queue.unseen(), acceptors + queue.early(), backlog, cpus, false, seen);
    if (!check.problems().isEmpty()) throw new IOException(String.join("; ", check.problems()));
    return OptionalInt.of(queue.peak());
  }
}
