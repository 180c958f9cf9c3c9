package acceptbench.load;

import java.util.List;

/// Holds what inet_diag says that a port's listeners discarded (`sk_drops`, `d` of `ss -m`) against
/// the namespace's counters: two accounts that the kernel keeps apart.
///
/// The socket counts what `ListenDrops` counts, and besides each packet that was meant for a
/// half-open connection and left none behind (`tcp_v4_rcv`, `net/ipv4/tcp_ipv4.c`): a dropped final
/// ACK, which so counts twice; a SYN sent again for a half-open connection; a bare final ACK with
/// TCP_DEFER_ACCEPT.
public final class ListenerCrossCheck {
  private ListenerCrossCheck() {}

  /// Compares the two.
  ///
  /// @param listenerDrops of all the port's listeners; negative where the kernel does not tell
  /// @return how the two differ, in words; empty where they agree
  public static List<String> problems(
      long listenerDrops, Ledger ledger, LedgerBalance balance, KernelTally kernel) {
    if (listenerDrops < 0) return List.of();
    long expected =
        kernel.listenDrops()
            + balance.droppedFinalAcks()
            + ledger.halfOpen().repeated()
            + kernel.deferredAcks();
    // Early data counts twice where the server is half-open, and once where it met a ghost.
    long most = expected + balance.droppedEarlyData();
    // A client's answer that was lost below TCP is counted at the client only. Of early data nobody
    // knows whether it was data or the answer to a SYN-ACK that crossed.
    long least =
        expected - kernel.backlogDrops() - (kernel.earlyData() ? ledger.halfOpen().crossings() : 0);
    if (listenerDrops >= least && listenerDrops <= most) return List.of();
    return List.of(
        ("inet_diag says that the listener dropped %d, but ListenDrops %d + dropped final ACKs %d"
                + " + SYNs sent again to a half-open server %d + deferred ACKs %d = %d: off by %d")
            .formatted(
                listenerDrops,
                kernel.listenDrops(),
                balance.droppedFinalAcks(),
                ledger.halfOpen().repeated(),
                kernel.deferredAcks(),
                expected,
                listenerDrops - expected));
  }
}
