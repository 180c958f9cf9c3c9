package acceptbench.kernel.law;

import acceptbench.kernel.KernelCounters;
import acceptbench.kernel.law.rig.Arrivals;
import acceptbench.kernel.law.rig.LawClient.Manner;
import acceptbench.kernel.law.rig.LawRig;
import acceptbench.kernel.law.rig.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Your server may be away for as long as it takes backlog + 1 clients to come, whatever it is
/// busy with. A larger backlog costs kernel memory for each connection that really waits there,
/// and the patience of its client; a smaller one costs whoever comes next a second or more.
///
/// The accept queue is full at more than the effective backlog (`sk_acceptq_is_full`,
/// `include/net/sock.h`).
record AcceptQueueLaw() implements Law {
  private static final int[] BACKLOGS = {0, 1, 5, 50, 128, 511};
  private static final int TOO_MANY = 20;

  @Override
  public String name() {
    return "accept-queue";
  }

  @Override
  public String statement() {
    return "backlog + 1 clients connect where nobody accepts; each further SYN is dropped and"
        + " counts once as ListenOverflows and ListenDrops";
  }

  @Override
  public List<Reading> check(LawRig rig) throws IOException {
    List<Reading> readings = new ArrayList<>();
    for (int backlog : BACKLOGS) readings.add(check(rig, backlog));
    return readings;
  }

  private static Reading check(LawRig rig, int backlog) throws IOException {
    Arrivals arrivals = new Arrivals(rig, rig.listen(backlog), rig.settings(backlog));
    KernelCounters before = rig.restingCounters();
    rig.startWatch();
    int clients = backlog + 1 + TOO_MANY;
    arrivals.arrive(clients, Manner.PLAIN);

    Tally counters =
        Tally.ofCounters(arrivals.model().counters(), "ListenOverflows", "ListenDrops");
    Tally measured = rig.growth(before, counters);
    Reading reading =
        Reading.of(
            "backlog %d, %d clients".formatted(backlog, clients),
            Tally.of("connected", arrivals.model().queued())
                .and(arrivals.predictedQueues())
                .and(counters),
            Tally.of("connected", arrivals.established())
                .and(arrivals.measuredQueues())
                .and(measured));
    rig.requireStill();
    arrivals.closeAll();
    return reading;
  }
}
