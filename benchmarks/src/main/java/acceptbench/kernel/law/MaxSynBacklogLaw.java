package acceptbench.kernel.law;

import acceptbench.kernel.KernelCounters;
import acceptbench.kernel.law.rig.Arrivals;
import acceptbench.kernel.law.rig.LawClient.Manner;
import acceptbench.kernel.law.rig.LawRig;
import acceptbench.kernel.law.rig.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// With cookies off a large backlog does not help against half-open clients by itself:
/// `tcp_max_syn_backlog` has to be raised with it. What it keeps free is for clients that your
/// server has spoken with before, so that they get in during a flood.
///
/// The last quarter of it is kept for peers that are known to be alive by cached metrics
/// (`tcp_conn_request`, `net/ipv4/tcp_input.c`). A namespace that saves no metrics knows none.
record MaxSynBacklogLaw() implements Law {
  private static final int BACKLOG = 4000;
  private static final int[] LIMITS = {16, 256};
  private static final int TOO_MANY = 50;

  @Override
  public String name() {
    return "max-syn-backlog";
  }

  @Override
  public String statement() {
    return "tcp_syncookies=0 and a large backlog: M - M/4 + 1 connections of unknown peers stay"
        + " half-open, where M is tcp_max_syn_backlog; each further SYN counts as ListenDrops only";
  }

  @Override
  public List<Reading> check(LawRig rig) throws IOException {
    rig.set(
        Map.of(
            "net.ipv4.tcp_syncookies", 0L,
            "net.ipv4.tcp_no_metrics_save", 1L,
            "net.core.somaxconn", 4096L));
    List<Reading> readings = new ArrayList<>();
    for (int limit : LIMITS) readings.add(check(rig, limit));
    return readings;
  }

  private static Reading check(LawRig rig, int limit) throws IOException {
    rig.set(Map.of("net.ipv4.tcp_max_syn_backlog", (long) limit));
    KernelCounters before = rig.restingCounters();
    rig.startWatch();
    Arrivals arrivals = new Arrivals(rig, rig.listen(BACKLOG), rig.settings(BACKLOG));
    arrivals.arrive(limit + TOO_MANY, Manner.DEAF);

    Tally counters =
        Tally.ofCounters(
            arrivals.model().counters(), "ListenDrops", "ListenOverflows", "TCPReqQFullDrop");
    Tally measured = rig.growth(before, counters);
    Reading reading =
        Reading.of(
            "tcp_max_syn_backlog %d, %d half-open clients".formatted(limit, limit + TOO_MANY),
            arrivals.predictedQueues().and(counters),
            arrivals.measuredQueues().and(measured));
    rig.requireStill();
    arrivals.closeAll();
    return reading;
  }
}
