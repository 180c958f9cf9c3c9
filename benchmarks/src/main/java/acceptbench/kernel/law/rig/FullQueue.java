package acceptbench.kernel.law.rig;

import acceptbench.kernel.KernelCounters;
import acceptbench.kernel.law.rig.LawClient.Manner;
import java.io.IOException;

/// Final ACKs that arrive at an accept queue which has been filled since their SYNs.
///
/// @param arrivals at the listener and at its model, the late ACKs included
/// @param before counters from before the first of them
public record FullQueue(Arrivals arrivals, KernelCounters before) {
  private static final int TRIES = 5;

  /// Late clients connect, others fill the accept queue, the late ACKs arrive.
  ///
  /// @param deaf how many half-open clients come before, so that the kernel may turn to cookies
  public static FullQueue meetLateAcks(LawRig rig, int backlog, int deaf, int late)
      throws IOException {
    for (int i = 0; i < TRIES; i++) {
      KernelCounters before = rig.restingCounters();
      rig.startWatch();
      Arrivals arrivals = new Arrivals(rig, rig.listen(backlog), rig.settings(backlog));
      arrivals.arrive(deaf, Manner.DEAF);
      arrivals.arrive(late, Manner.LATE);
      arrivals.arrive(backlog + 1, Manner.PLAIN);
      if (arrivals.lateAcksAreStillOut()) {
        Arrivals.awaitLateAcks(rig, before, late);
        arrivals.modelLateAcks();
        return new FullQueue(arrivals, before);
      }
      arrivals.closeAll();
    }
    throw new PausedException();
  }
}
