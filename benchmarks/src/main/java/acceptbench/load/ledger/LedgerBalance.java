package acceptbench.load.ledger;

import java.util.ArrayList;
import java.util.List;

/// Holds the ledger against the kernel's counters: each dropped packet has to belong to a
/// connection of ours.
///
/// - A SYN dropped at a full accept queue is sent again, or stays unanswered: one overflow for each
///   retransmission, and one more for each connection still in SYN_SENT. Dropped at a full SYN
///   queue it is no overflow, but a drop all the same.
/// - The ACK of a SYN cookie that meets a full accept queue makes a ghost: one overflow each.
/// - Any other final ACK that meets a full accept queue is one overflow, and leaves the server in
///   SYN_RECV (or resets the connection, with `tcp_abort_on_overflow`). The server sends its
///   SYN-ACK again, and the client's answer is dropped too or heals the connection. Where the
///   server gives up, the client is a ghost: its first final ACK is the ghost's overflow then, see
///   [ListenerCrossCheck].
/// - A SYN of a half-open client that the server did not keep was dropped, or answered with a
///   cookie that nobody heard.
///
/// How exact that is:
///
/// - `ListenDrops` is held against it always, `ListenOverflows` where there are cookies. Without
///   cookies a SYN may be dropped at either queue, and what no overflow is has to be what
///   `TCPReqQFullDrop` counts, or more where that is 0 (`tcp_max_syn_backlog` binds, which is not
///   counted).
/// - SYNs and ghosts are known one by one, and are exact.
/// - Dropped final ACKs are known one by one too (`TCPSYNChallenge`, `EmbryonicRsts`, those still
///   half-open), except for released half-open clients: where a SYN and a SYN-ACK crossed, an ACK
///   may have been dropped or not, so that one each may be more or less.
/// - Of clients that speak first, and where a server stalls its own acceptors in mid-load (pauses
///   of `RateBenchmark`, with strategies blocked in accept), what nothing explains counts as early
///   data: too many overflows are not noticed then, too few are.
/// - Where a SYN-ACK or a final ACK waits for a CPU for longer than the SYN-ACK's timer runs (1 s),
///   the SYN-ACK is sent again though nothing was dropped, and its `TCPSYNChallenge` stands for no
///   dropped ACK. There can be no more of these than SYN-ACKs sent again (`TCPSynRetrans` less the
///   clients' SYNs). They are believed where the listener's own drops tell exactly how many ACKs
///   were dropped ([ListenerCrossCheck]), or where a client's answer was late, too.
/// - Of the SYNs sent again, as many may not have been dropped as answers were late
///   ([Ledger#lateAnswers]).
/// - Packets dropped below TCP (`softnet_stat`, of the whole machine) may be missing in the
///   counters. Where there were none, nothing may be missing.
///
/// @param droppedFinalAcks final ACKs that met a full accept queue, cookies' not included
/// @param droppedEarlyData packets of clients that speak first which met a full accept queue, and
///     of connections by which a server stalls its own acceptors in mid-load. Nothing at the client
///     tells them from others, so they are what nothing else explains
/// @param halfOpenDrops SYNs of half-open clients that were dropped
/// @param explained packets that the ledger says were dropped
/// @param certain whether the kernel has all counters that this takes
/// @param problems how the counters differ, in words; empty where all is balanced
public record LedgerBalance(
    long droppedFinalAcks,
    long droppedEarlyData,
    long halfOpenDrops,
    long explained,
    boolean certain,
    List<String> problems) {
  /// The balance by the counters alone.
  public static LedgerBalance of(Ledger ledger, KernelTally kernel) {
    return of(ledger, kernel, false);
  }

  /// The balance.
  ///
  /// @param listenerTells whether a [ListenerCrossCheck] follows that is exact
  public static LedgerBalance of(Ledger ledger, KernelTally kernel, boolean listenerTells) {
    long halfOpen = halfOpenDrops(ledger.halfOpen(), kernel);
    long others = ledger.synRetries() + ledger.unansweredSyns() + ledger.ghost() + halfOpen;
    Range possible = finalAcks(ledger, kernel, listenerTells);
    long finalAcks = possible.nearest(kernel.listenDrops() - others);
    long explained = others + finalAcks;
    Range all =
        new Range(others - ledger.lateAnswers() + possible.least(), others + possible.most());
    List<String> problems = new ArrayList<>();
    if (!kernel.missing().isEmpty())
      problems.add(
          "this kernel does not count "
              + String.join(", ", kernel.missing())
              + ", which this check needs");
    if (ledger.missing() != 0)
      problems.add(
          "%d of %d connections ended nowhere".formatted(ledger.missing(), ledger.attempted()));
    String because = because(ledger, possible, halfOpen, all);
    long unexplained = kernel.listenDrops() - all.nearest(kernel.listenDrops());
    long earlyData = kernel.earlyData() ? Math.max(0, unexplained) : 0;
    if (beyond(unexplained - earlyData, kernel.backlogDrops()))
      problems.add(
          "ListenDrops %d, but %s: off by %d"
              .formatted(kernel.listenDrops(), because, unexplained));
    long overflows = kernel.listenOverflows() - earlyData;
    long overflowsUnexplained = overflows - all.nearest(kernel.listenDrops());
    if (!kernel.synQueueDrops() && beyond(overflowsUnexplained, kernel.backlogDrops()))
      problems.add(
          "ListenOverflows %d, but %s: off by %d"
              .formatted(kernel.listenOverflows(), because, overflowsUnexplained));
    if (kernel.synQueueDrops()) problems.addAll(synQueueProblems(kernel));
    return new LedgerBalance(
        finalAcks,
        earlyData,
        halfOpen,
        explained,
        kernel.missing().isEmpty(),
        List.copyOf(problems));
  }

  /// A count that follows from the kernel's counters, NaN where one of those is missing.
  public double told(long count) {
    return certain ? count : Double.NaN;
  }

  /// Each final ACK but a connection's last was dropped. Where a SYN and a SYN-ACK crossed, or one
  /// of them was sent again for nothing, there is one more answer; only the number of drops tells
  /// whether it was dropped or came too late for that.
  private static Range finalAcks(Ledger ledger, KernelTally kernel, boolean listenerTells) {
    long most = kernel.synChallenges() + ledger.halfAccepted() + kernel.embryonicRsts();
    boolean possible = listenerTells || ledger.lateAnswers() > 0;
    // A SYN that was sent again may have been answered by a cookie, which is no SYN-ACK sent again.
    long forNothing = possible ? kernel.repeatedSynAcks(ledger) + ledger.lateAnswers() : 0;
    long needless = Math.min(kernel.synChallenges(), forNothing);
    return new Range(Math.max(0, most - ledger.halfOpen().crossings() - needless), most);
  }

  /// What a client that speaks first says to a ghost is a cookie's ACK each time. Then nobody knows
  /// how many of the cookies went to half-open clients, and what is certain is the least.
  private static long halfOpenDrops(HalfOpenSyns syns, KernelTally kernel) {
    long unheard = kernel.cookiesSent() - (kernel.earlyData() ? 0 : kernel.cookiesHeard());
    return Math.max(0, syns.unkept() - Math.max(0, unheard));
  }

  private static String because(Ledger ledger, Range finalAcks, long halfOpen, Range explained) {
    return "SYNs sent again %d + unanswered %d + ghosts %d + dropped final ACKs %s%s = %s"
        .formatted(
            ledger.synRetries(),
            ledger.unansweredSyns(),
            ledger.ghost(),
            finalAcks,
            ledger.halfOpen().equals(HalfOpenSyns.NONE)
                ? ""
                : " + half-open clients' SYNs " + halfOpen,
            explained);
  }

  /// Without cookies a drop is an overflow, or the SYN queue's: counted where it was at its limit,
  /// not counted where the last quarter of `tcp_max_syn_backlog` was kept free. Only one of these
  /// two can be what binds (`tcp_conn_request`, `net/ipv4/tcp_input.c`).
  private static List<String> synQueueProblems(KernelTally kernel) {
    long others = kernel.listenDrops() - kernel.listenOverflows() - kernel.fullSynQueueDrops();
    if (others == 0 || (others > 0 && kernel.fullSynQueueDrops() == 0)) return List.of();
    return List.of(
        "ListenDrops %d, but ListenOverflows %d + TCPReqQFullDrop %d: off by %d"
            .formatted(
                kernel.listenDrops(),
                kernel.listenOverflows(),
                kernel.fullSynQueueDrops(),
                others));
  }

  /// From the least to the most that something can have been.
  private record Range(long least, long most) {
    long nearest(long value) {
      return Math.clamp(value, least, most);
    }

    @Override
    public String toString() {
      return least == most ? Long.toString(least) : least + " to " + most;
    }
  }

  /// What was dropped below TCP was sent again without an overflow: as many may be missing in the
  /// counters, and none may be too many.
  private static boolean beyond(long unexplained, long backlogDrops) {
    return unexplained > 0 || unexplained < -backlogDrops;
  }
}
