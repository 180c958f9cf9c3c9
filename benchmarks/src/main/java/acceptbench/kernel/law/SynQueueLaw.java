package acceptbench.kernel.law;

import acceptbench.kernel.KernelCounters;
import acceptbench.kernel.law.rig.Arrivals;
import acceptbench.kernel.law.rig.LawClient.Manner;
import acceptbench.kernel.law.rig.LawRig;
import acceptbench.kernel.law.rig.Tally;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// `tcp_syncookies` chooses who suffers when half-open clients fill the SYN queue: with 0 everybody
/// who comes next is shut out, with 1 they get in by cookie, with 2 everybody always does. The
/// price of a cookie is that the kernel forgets: TCP options may be lost, and a full accept queue
/// makes ghosts.
///
/// The SYN queue holds as many half-open connections as the accept queue holds complete ones
/// (`tcp_conn_request`, `net/ipv4/tcp_input.c`).
///
/// @param syncookies 0, 1 or 2
record SynQueueLaw(int syncookies) implements Law {
  private static final int BACKLOG = 128;
  private static final int CLIENTS = 400;

  @Override
  public String name() {
    return switch (syncookies) {
      case 0 -> "syn-queue-without-cookies";
      case 1 -> "syn-queue-with-cookies";
      default -> "cookies-always";
    };
  }

  @Override
  public String statement() {
    return switch (syncookies) {
      case 0 ->
          "tcp_syncookies=0: backlog + 1 connections stay half-open (backlog before 6.13); each"
              + " further SYN is dropped, which is no ListenOverflow";
      case 1 ->
          "tcp_syncookies=1: backlog + 1 connections stay half-open (backlog before 6.13); each"
              + " further SYN is answered with a cookie";
      default -> "tcp_syncookies=2: every SYN is answered with a cookie; the SYN queue stays empty";
    };
  }

  @Override
  public List<Reading> check(LawRig rig) throws IOException {
    rig.set(
        Map.of(
            "net.ipv4.tcp_syncookies", (long) syncookies,
            "net.ipv4.tcp_max_syn_backlog", 4096L,
            "net.core.somaxconn", 4096L));
    KernelCounters before = rig.restingCounters();
    rig.startWatch();
    Arrivals arrivals = new Arrivals(rig, rig.listen(BACKLOG), rig.settings(BACKLOG));
    arrivals.arrive(CLIENTS, Manner.DEAF);

    Tally counters =
        Tally.ofCounters(
            arrivals.model().counters(),
            "TCPReqQFullDoCookies",
            "SyncookiesSent",
            "TCPReqQFullDrop",
            "ListenDrops",
            "ListenOverflows");
    Tally measured = rig.growth(before, counters);
    Reading reading =
        Reading.of(
            "backlog %d, %d half-open clients".formatted(BACKLOG, CLIENTS),
            arrivals.predictedQueues().and(counters),
            arrivals.measuredQueues().and(measured));
    rig.requireStill();
    return List.of(reading);
  }
}
