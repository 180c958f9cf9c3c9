package acceptbench.load.ledger;

import acceptbench.kernel.KernelCounters;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/// What the kernel counted during a load, as far as the ledger has to explain it. Names are the
/// kernel's (`TcpExt` in `/proc/net/netstat`).
///
/// @param listenOverflows packets dropped because an accept queue was full
/// @param listenDrops packets dropped at a listener for any reason, those included
/// @param synChallenges answers of ESTABLISHED clients to a SYN-ACK that came again
///     (`TCPSYNChallenge`): each is the final ACK once more, and either heals a half-accepted
///     connection or is dropped
/// @param synRetransmissions SYNs and SYN-ACKs sent again (`TCPSynRetrans`), by clients
///     (`__tcp_retransmit_skb`) and servers (`tcp_rtx_synack`, both `net/ipv4/tcp_output.c`)
/// @param embryonicRsts half-open connections that the server reset, with `tcp_abort_on_overflow` =
///     1
/// @param strayResets resets by which a kernel answered a packet that belonged to no connection
///     (`OutRsts`, less the ends that were asked for and those half-open connections): what a
///     client's socket that is closed gets after its end. Such a reset may meet the listener
/// @param backlogDrops packets dropped before TCP saw them (`softnet_stat`, machine-wide)
/// @param synQueueDrops whether SYNs may also be dropped for a full SYN queue (`tcp_syncookies` =
///     0)
/// @param earlyData whether any client speaks first, including the server's connections to itself:
///     data that meets a full accept queue is dropped and counted like a final ACK, each time it is
///     sent
/// @param fullSynQueueDrops SYNs dropped for a SYN queue at its limit (`TCPReqQFullDrop`)
/// @param cookiesSent SYNs answered with a cookie (`SyncookiesSent`)
/// @param cookiesHeard ACKs of such a cookie (`SyncookiesRecv`)
/// @param deferredAcks final ACKs without data that a listener with TCP_DEFER_ACCEPT threw away
///     (`TCPDeferAcceptDrop`)
/// @param missing those of these counters that this kernel does not have: they are 0 here, and
///     nothing can be said that needs them
public record KernelTally(
    long listenOverflows,
    long listenDrops,
    long synChallenges,
    long synRetransmissions,
    long embryonicRsts,
    long strayResets,
    long backlogDrops,
    boolean synQueueDrops,
    boolean earlyData,
    long fullSynQueueDrops,
    long cookiesSent,
    long cookiesHeard,
    long deferredAcks,
    List<String> missing) {
  public KernelTally {
    missing = List.copyOf(missing);
  }

  /// How many SYN-ACKs the server sent again, at most.
  long repeatedSynAcks(Ledger ledger) {
    return Math.max(0, synRetransmissions - ledger.synRetries() - ledger.halfOpen().repeated());
  }

  /// Picks them out of a namespace's counters.
  ///
  /// @param growth what the namespace's counters grew by
  public static KernelTally of(
      KernelCounters growth, long backlogDrops, boolean synQueueDrops, boolean earlyData) {
    List<String> missing = new ArrayList<>();
    ToLongFunction<String> count =
        name -> {
          OptionalLong found = growth.find(name);
          if (found.isEmpty()) missing.add(name);
          return found.orElse(0);
        };
    long embryonicRsts = count.applyAsLong("EmbryonicRsts");
    return new KernelTally(
        count.applyAsLong("ListenOverflows"),
        count.applyAsLong("ListenDrops"),
        count.applyAsLong("TCPSYNChallenge"),
        count.applyAsLong("TCPSynRetrans"),
        embryonicRsts,
        // Whether closing resets: tcp_send_active_reset and tcp_v4_send_reset both count OutRsts.
        Math.max(
            0,
            count.applyAsLong("OutRsts")
                - count.applyAsLong("TCPAbortOnClose")
                - count.applyAsLong("TCPAbortOnData")
                - embryonicRsts),
        backlogDrops,
        synQueueDrops,
        earlyData,
        count.applyAsLong("TCPReqQFullDrop"),
        count.applyAsLong("SyncookiesSent"),
        count.applyAsLong("SyncookiesRecv"),
        count.applyAsLong("TCPDeferAcceptDrop"),
        missing);
  }
}
