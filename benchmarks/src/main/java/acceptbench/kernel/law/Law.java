package acceptbench.kernel.law;

import acceptbench.kernel.law.rig.LawRig;
import java.io.IOException;
import java.util.List;

/// One law and its experiment.
public sealed interface Law
    permits AcceptQueueLaw,
        DeferAcceptCookiesLaw,
        DeferAcceptLaw,
        EarlyDataLaw,
        FinalAckLaw,
        GhostLaw,
        GivenUpLaw,
        ListenAgainLaw,
        MaxSynBacklogLaw,
        MigrationLaw,
        MoreThanOneLaw,
        ReuseportLaw,
        SomaxconnLaw,
        SteeringLaw,
        SynQueueLaw,
        SynRetransmissionLaw {
  /// A short name, `accept-queue` say.
  String name();

  /// The law in one sentence.
  String statement();

  /// Makes the case on the running kernel.
  ///
  /// @param rig gives the sockets and counters; what it opened and set is undone when it is closed
  /// @return what was predicted and what was measured, at least one of each
  /// @throws acceptbench.kernel.SysctlException where a sysctl can't be set that the case needs
  List<Reading> check(LawRig rig) throws IOException;
}
