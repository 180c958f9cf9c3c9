package acceptbench.load.ledger;

import java.util.List;

/// Holds what inet_diag says that a port's listeners discarded (`sk_drops`, `d` of `ss -m`) against
/// the namespace's counters: two accounts that the kernel keeps apart.
///
/// The socket counts what `ListenDrops` counts, and besides each packet that was meant for a
/// half-open connection and left none behind (`tcp_v4_rcv`, `net/ipv4/tcp_ipv4.c`): a dropped final
/// ACK, which thus counts twice; a SYN sent again for a half-open connection; a bare final ACK with
/// TCP_DEFER_ACCEPT.
///
/// On a busy machine it counts some more: a SYN that was sent again for a half-open connection,
/// since the answer took a second, and the reset by which a client's kernel answers a packet that
/// comes after the connection's end.
///
/// This also tells two kinds of ghosts apart. A cookie's ACK that was dropped left nothing at the
/// server, and counts once. A final ACK that was ignored counts twice, and leaves a ghost where the
/// server gives the half-open connection up: after 7 s, while the SYN queue holds more than half of
/// the backlog (`reqsk_timer_handler`, `net/ipv4/inet_connection_sock.c`; the law
/// `half-open-given-up`).
///
/// @param givenUp ghosts that the server had in SYN_RECV before; NaN where they can't be told from
///     others
/// @param problems how the two accounts differ, in words; empty where they agree
public record ListenerCrossCheck(double givenUp, List<String> problems) {
  /// Whether the listener's drops leave nothing open, so that they can decide what the counters of
  /// the namespace can't.
  public static boolean tells(
      long listenerDrops, Ledger ledger, KernelTally kernel, long openNanos) {
    return listenerDrops >= 0
        && kernel.missing().isEmpty()
        && kernel.backlogDrops() == 0
        && kernel.strayResets() == 0
        && !kernel.earlyData()
        && leastGivenUp(ledger, kernel, openNanos) == mostGivenUp(ledger, openNanos);
  }

  private static long mostGivenUp(Ledger ledger, long openNanos) {
    return openNanos < HalfOpenSyns.KEPT_NANOS ? 0 : ledger.ghost();
  }

  /// No more of them are a cookie's than cookies came back.
  private static long leastGivenUp(Ledger ledger, KernelTally kernel, long openNanos) {
    return Math.clamp(ledger.ghost() - kernel.cookiesHeard(), 0, mostGivenUp(ledger, openNanos));
  }

  /// Compares the two.
  ///
  /// @param listenerDrops of all the port's listeners; negative where the kernel doesn't say
  /// @param openNanos for how long the account has been open
  public static ListenerCrossCheck of(
      long listenerDrops,
      Ledger ledger,
      LedgerBalance balance,
      KernelTally kernel,
      long openNanos) {
    long mostGivenUp = mostGivenUp(ledger, openNanos);
    if (listenerDrops < 0 || !balance.certain())
      return new ListenerCrossCheck(mostGivenUp == 0 ? 0 : Double.NaN, List.of());
    long leastGivenUp = leastGivenUp(ledger, kernel, openNanos);
    long expected =
        kernel.listenDrops()
            + balance.droppedFinalAcks()
            + ledger.halfOpen().repeated()
            + kernel.deferredAcks();
    // Early data counts twice where the server is half-open, and once where it met a ghost.
    long most = expected + mostGivenUp + balance.droppedEarlyData();
    // A SYN that was not dropped counts here once, and leaves room for a final ACK that was.
    most += 2 * ledger.lateAnswers() + kernel.strayResets();
    // A client's answer that was lost below TCP is counted at the client only. Of early data nobody
    // knows whether it was data or the answer to a SYN-ACK that crossed.
    long least =
        expected
            + leastGivenUp
            - kernel.backlogDrops()
            - (kernel.earlyData() ? ledger.halfOpen().crossings() : 0);
    if (listenerDrops >= least && listenerDrops <= most) {
      boolean certain = mostGivenUp == 0 || (!kernel.earlyData() && kernel.backlogDrops() == 0);
      double givenUp = Math.clamp(listenerDrops - expected, leastGivenUp, mostGivenUp);
      return new ListenerCrossCheck(certain ? givenUp : Double.NaN, List.of());
    }
    String problem =
        ("inet_diag says that the listener dropped %d, but ListenDrops %d + dropped final ACKs %d +"
                + " SYNs sent again to a half-open server %d + deferred ACKs %d%s = %d: off by %d")
            .formatted(
                listenerDrops,
                kernel.listenDrops(),
                balance.droppedFinalAcks(),
                ledger.halfOpen().repeated(),
                kernel.deferredAcks(),
                leastGivenUp == 0 ? "" : " + given up " + leastGivenUp,
                expected + leastGivenUp,
                listenerDrops - expected - leastGivenUp);
    return new ListenerCrossCheck(Double.NaN, List.of(problem));
  }
}
