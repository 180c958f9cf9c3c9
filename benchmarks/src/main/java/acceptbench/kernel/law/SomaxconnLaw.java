package acceptbench.kernel.law;

import acceptbench.kernel.QueueLaws;
import acceptbench.kernel.law.rig.Arrivals;
import acceptbench.kernel.law.rig.LawClient.Manner;
import acceptbench.kernel.law.rig.LawListener;
import acceptbench.kernel.law.rig.LawRig;
import acceptbench.kernel.law.rig.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Your server doesn't get a backlog above `net.core.somaxconn`, and nothing tells it: raise both.
/// A change of the sysctl acts on a listener once it calls listen() again.
///
/// listen(2) cuts the backlog (`__sys_listen`, `net/socket.c`).
record SomaxconnLaw() implements Law {
  private static final int SOMAXCONN = 64;
  private static final int[] BACKLOGS = {10, 64, 65, 4096, -1};

  @Override
  public String name() {
    return "somaxconn";
  }

  @Override
  public String statement() {
    return "the effective backlog is the smaller of backlog and net.core.somaxconn; a backlog of -1"
        + " means somaxconn";
  }

  @Override
  public List<Reading> check(LawRig rig) throws IOException {
    rig.set(Map.of("net.core.somaxconn", (long) SOMAXCONN));
    List<Reading> readings = new ArrayList<>();
    for (int backlog : BACKLOGS) {
      LawListener listener = rig.listen(backlog);
      readings.add(
          Reading.of(
              "backlog %d, somaxconn %d".formatted(backlog, SOMAXCONN),
              effective(new QueueLaws(rig.settings(backlog)).effectiveBacklog()),
              effective(listener.effectiveBacklog())));
      listener.close();
    }
    readings.add(capacity(rig));
    return readings;
  }

  private static Reading capacity(LawRig rig) throws IOException {
    int backlog = 1024;
    Arrivals arrivals = new Arrivals(rig, rig.listen(backlog), rig.settings(backlog));
    arrivals.arrive(2 * SOMAXCONN, Manner.PLAIN);
    return Reading.of(
        "backlog %d, somaxconn %d, %d clients".formatted(backlog, SOMAXCONN, 2 * SOMAXCONN),
        Tally.of("connected", arrivals.model().queued()),
        Tally.of("connected", arrivals.established()));
  }

  private static Tally effective(int backlog) {
    return Tally.of("effective backlog", backlog);
  }
}
