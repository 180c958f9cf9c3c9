package acceptbench.load;

import java.util.ArrayList;
import java.util.List;

/// Holds the ledger against the kernel's counters: each dropped packet has to belong to a
/// connection of ours.
///
/// - A SYN dropped at a full accept queue is sent again, or stays unanswered: one overflow for each
///   retransmission, and one more for each connection still in SYN_SENT.
/// - The ACK of a SYN cookie that meets a full accept queue makes a ghost: one overflow each.
/// - Any other final ACK that meets a full accept queue is one overflow, and leaves the server in
///   SYN_RECV (or resets the connection, with `tcp_abort_on_overflow`). The server sends its
///   SYN-ACK again, and the client's answer is dropped too or heals the connection.
///
/// @param droppedFinalAcks final ACKs that met a full accept queue, cookies' not included
/// @param droppedEarlyData packets of clients that speak first which met a full accept queue.
///     Nothing at the client tells them from others, so they are what nothing else explains
/// @param explained packets that the ledger says were dropped
/// @param problems how the counters differ, in words; empty where all is balanced
public record LedgerBalance(
    long droppedFinalAcks, long droppedEarlyData, long explained, List<String> problems) {
  public static LedgerBalance of(Ledger ledger, KernelTally kernel) {
    long finalAcks = kernel.synChallenges() + ledger.halfAccepted() + kernel.embryonicRsts();
    long explained = ledger.synRetries() + ledger.unansweredSyns() + ledger.ghost() + finalAcks;
    List<String> problems = new ArrayList<>();
    if (ledger.missing() != 0)
      problems.add(
          "%d of %d connections ended nowhere".formatted(ledger.missing(), ledger.attempted()));
    String because =
        "SYNs sent again %d + unanswered %d + ghosts %d + dropped final ACKs %d = %d"
            .formatted(
                ledger.synRetries(), ledger.unansweredSyns(), ledger.ghost(), finalAcks, explained);
    long unexplained = kernel.listenDrops() - explained;
    long earlyData = kernel.earlyData() ? Math.max(0, unexplained) : 0;
    if (beyond(unexplained - earlyData, kernel.backlogDrops()))
      problems.add(
          "ListenDrops %d, but %s: off by %d"
              .formatted(kernel.listenDrops(), because, unexplained));
    long overflowsUnexplained = kernel.listenOverflows() - explained - earlyData;
    if (!kernel.synQueueDrops() && beyond(overflowsUnexplained, kernel.backlogDrops()))
      problems.add(
          "ListenOverflows %d, but %s: off by %d"
              .formatted(kernel.listenOverflows(), because, overflowsUnexplained));
    return new LedgerBalance(finalAcks, earlyData, explained, List.copyOf(problems));
  }

  /// What was dropped below TCP was sent again without an overflow: so many may be missing in the
  /// counters, none too many.
  private static boolean beyond(long unexplained, long backlogDrops) {
    return unexplained > 0 || unexplained < -backlogDrops;
  }
}
