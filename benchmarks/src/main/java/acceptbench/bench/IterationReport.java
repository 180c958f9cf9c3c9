package acceptbench.bench;

import acceptbench.bench.IterationAccount.KernelMoment;
import acceptbench.kernel.ListenerWatch;
import acceptbench.linux.ListenerSocket;
import acceptbench.load.LatencyRecorder;
import acceptbench.load.Ledger;
import acceptbench.load.LedgerBalance;
import acceptbench.profile.Observations;
import acceptbench.server.ServerStats;
import java.io.IOException;
import java.util.List;

/// Gives what an iteration observed the names by which JMH's results tell it.
final class IterationReport {
  private static final List<String> COUNTERS =
      List.of(
          "ListenOverflows",
          "ListenDrops",
          "TCPReqQFullDrop",
          "TCPReqQFullDoCookies",
          "SyncookiesSent",
          "SyncookiesRecv",
          "TCPSynRetrans",
          "TCPTimeouts",
          "TCPSYNChallenge",
          "EmbryonicRsts");

  private final Observations observed = new Observations();

  Observations observations() {
    return observed;
  }

  IterationReport latencies(LatencyRecorder latencies) {
    observed.distribution("connect", latencies.connect());
    observed.distribution("firstByte", latencies.firstByte());
    return this;
  }

  IterationReport kernel(KernelMoment growth) {
    for (String name : COUNTERS) observed.count(name, growth.counters().get(name));
    observed.count("softnet.dropped", growth.softnet().dropped());
    observed.count("listener.drops", growth.listenerDrops());
    return this;
  }

  IterationReport listener(ListenerWatch watch) throws IOException {
    List<ListenerSocket> listeners = watch.listeners();
    observed.count(
        "listener.effectiveBacklog",
        listeners.isEmpty() ? Double.NaN : listeners.getFirst().effectiveBacklog());
    observed.count("listener.maxDepth", watch.maxDepth());
    return this;
  }

  IterationReport ledger(Ledger ledger, LedgerBalance balance) {
    observed.count("ledger.attempted", ledger.attempted());
    observed.count("ledger.served", ledger.served());
    observed.count("ledger.ghost", ledger.ghost());
    observed.count("ledger.reset", ledger.reset());
    observed.count("ledger.refused", ledger.refused());
    observed.count("ledger.timedOut", ledger.timedOut());
    observed.count("ledger.retried", ledger.retried());
    observed.count("ledger.synRetries", ledger.synRetries());
    observed.count("ledger.unansweredSyns", ledger.unansweredSyns());
    observed.count("ledger.droppedFinalAcks", balance.droppedFinalAcks());
    return this;
  }

  IterationReport server(ServerStats before, ServerStats now) {
    for (int i = 0; i < now.accepts().size(); i++)
      observed.count("acceptor.share." + i, now.accepts().get(i) - before.accepts().get(i));
    long accepted = now.accepted() - before.accepted();
    double cpuMicros = (now.cpuNanos() - before.cpuNanos()) / 1e3;
    observed.micros("server.cpuPerAccept", accepted == 0 ? Double.NaN : cpuMicros / accepted);
    return this;
  }
}
