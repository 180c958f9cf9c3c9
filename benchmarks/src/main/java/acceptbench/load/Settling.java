package acceptbench.load;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.socket.TcpInfo;
import acceptbench.linux.socket.TcpState;
import acceptbench.load.ledger.HalfOpenSyns;
import acceptbench.load.ledger.Ledger;
import acceptbench.load.ledger.Settlement;
import acceptbench.load.ledger.Snapshot;
import acceptbench.load.trace.ConnectionTrace;
import acceptbench.load.trace.Fate;
import java.io.IOException;

/// Closes the account of a load.
///
/// Connections without an answer go on sending: SYNs, each of which moves the kernel's counters,
/// and what the client says first, which may heal a ghost at any time. So all of them are read
/// before and after the snapshot, until both readings agree.
final class Settling {
  private static final int MOST_TRIES = 100;

  private final Connections connections;
  private final GhostProof proof;
  private final TcpInfo tcpInfo;
  private final Totals totals;
  private final ConnectionTrace trace;

  private Handshakes handshakes = new Handshakes();
  private long unansweredSyns;
  private long halfAccepted;
  private long ghosts;

  Settling(
      Connections connections,
      GhostProof proof,
      TcpInfo tcpInfo,
      Totals totals,
      ConnectionTrace trace) {
    this.connections = connections;
    this.proof = proof;
    this.tcpInfo = tcpInfo;
    this.totals = totals;
    this.trace = trace;
  }

  <T> Settlement<T> settle(Snapshot<T> snapshot) throws IOException {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      readTimedOut();
      Ledger before = ledger();
      T taken = snapshot.take();
      readTimedOut();
      if (ledger().equals(before)) {
        traceGhosts();
        return new Settlement<>(before, taken);
      }
    }
    throw new IllegalStateException(
        "the account never stood still: clients that nobody had served went on sending during each"
            + " of "
            + MOST_TRIES
            + " tries");
  }

  private void readTimedOut() throws ErrnoException {
    handshakes = totals.handshakes.copy();
    unansweredSyns = 0;
    halfAccepted = 0;
    ghosts = 0;
    if (connections.count(Phase.TIMED_OUT) == 0) return;
    proof.dump();
    for (int slot = 0; slot < connections.capacity(); slot++)
      if (connections.phase(slot) == Phase.TIMED_OUT) readTimedOut(slot);
  }

  private void readTimedOut(int slot) throws ErrnoException {
    int fd = connections.descriptor(slot);
    tcpInfo.readOf(fd);
    if (!connections.wasConnected(slot)) {
      handshakes.add(tcpInfo);
      trace.sentAgain(slot, tcpInfo.synRetransmissions());
    }
    trace.ended(slot, Fate.TIMED_OUT);
    if (tcpInfo.state() == TcpState.SYN_SENT) {
      unansweredSyns++;
    } else if (proof.isHalfOpen(fd)) {
      halfAccepted++;
    } else if (tcpInfo.state() == TcpState.ESTABLISHED && proof.isAbsent(fd)) {
      ghosts++;
      trace.ended(slot, Fate.GHOST);
    }
  }

  /// Those that were proved while the load lasted.
  private void traceGhosts() {
    if (!trace.isOn() || connections.count(Phase.GHOST) == 0) return;
    for (int slot = 0; slot < connections.capacity(); slot++)
      if (connections.phase(slot) == Phase.GHOST) trace.ended(slot, Fate.GHOST);
  }

  private Ledger ledger() {
    return new Ledger(
        totals.attempted,
        connections.count(Phase.SERVED),
        connections.count(Phase.GHOST) + ghosts,
        connections.count(Phase.RESET),
        connections.count(Phase.REFUSED),
        connections.count(Phase.TIMED_OUT) - ghosts,
        handshakes.retried(),
        handshakes.synRetries(),
        unansweredSyns,
        halfAccepted,
        handshakes.lateAnswers(),
        HalfOpenSyns.NONE);
  }
}
