package acceptbench.bench.account;

import acceptbench.bench.queue.EachConnection;
import acceptbench.bench.queue.QueueObservation;
import acceptbench.bench.worker.WorkerShares;
import acceptbench.kernel.DepthSeries;
import acceptbench.kernel.ListenerWatch;
import acceptbench.linux.socket.ListenerSocket;
import acceptbench.load.LatencyRecorder;
import acceptbench.load.LoadClients;
import acceptbench.load.ledger.HalfOpenSyns;
import acceptbench.load.ledger.Ledger;
import acceptbench.load.ledger.LedgerBalance;
import acceptbench.load.queue.DepthSteps;
import acceptbench.load.queue.TimeSpent;
import acceptbench.profile.Observations;
import acceptbench.server.ServerStats;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/// Gives an iteration's observations the names that they have in JMH's results.
public final class IterationReport {
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

  /// If the client is later than this, or slower than the next, latencies say more about the client
  /// than about the server.
  private static final long MOST_LAG_NANOS = 1_000_000;

  private static final double LEAST_KEPT = 0.98;

  private final Observations observed = new Observations();

  Observations observations() {
    return observed;
  }

  /// What the client saw, for how long at most the machine kept it from running, by which its
  /// latencies may be too long, and for how much of the load it was at work, in percent.
  public IterationReport client(LoadClients client) {
    observed.distribution("connect", client.latencies().connect());
    observed.distribution("firstByte", client.latencies().firstByte());
    observed.micros("client.pause", client.longestPauseNanos() / 1e3);
    observed.count("client.busy", 100 * client.busy());
    return this;
  }

  IterationReport kernel(KernelMoment growth) {
    for (String name : COUNTERS) observed.count(name, growth.counters().get(name));
    observed.count("softnet.dropped", growth.softnet().dropped());
    observed.count(
        "listener.drops", growth.listenerDrops() < 0 ? Double.NaN : growth.listenerDrops());
    return this;
  }

  /// What the kernel showed of the listeners.
  ///
  /// @param inOrder their inodes, in the order in which the server numbers them; those that are not
  ///     among them come after
  IterationReport listener(ListenerWatch watch, List<Long> inOrder) throws IOException {
    List<ListenerSocket> listeners = watch.listeners();
    observed.count(
        "listener.effectiveBacklog",
        listeners.isEmpty() ? Double.NaN : listeners.getFirst().effectiveBacklog());
    if (listeners.size() > 1) eachListener(sorted(listeners, inOrder), watch);
    DepthSeries depths = watch.depths();
    observed.micros("client.look", watch.meanLookNanos() / 1e3);
    observed.count("listener.maxDepth", watch.maxDepth());
    observed.count("listener.depth.p50", depths.percentile(50));
    observed.count("listener.depth.p99", depths.percentile(99));
    observed.depths(depths.atNanos(), depths.depths());
    return this;
  }

  /// With SO_REUSEPORT each listener has a queue of its own, and one may overflow beside an empty
  /// one.
  private void eachListener(List<ListenerSocket> listeners, ListenerWatch watch) {
    for (int i = 0; i < listeners.size(); i++) {
      ListenerSocket listener = listeners.get(i);
      observed.count("listener.drops." + i, watch.dropsSinceForgotten(listener));
      observed.count("listener.maxDepth." + i, watch.maxDepth(listener));
    }
  }

  /// The kernel lists them in no order. Where the server has none either, one that stays the same
  /// from iteration to iteration is as good as any.
  static List<ListenerSocket> sorted(List<ListenerSocket> listeners, List<Long> inOrder) {
    return listeners.stream()
        .sorted(
            Comparator.comparingInt((ListenerSocket it) -> place(inOrder, it.inode()))
                .thenComparingLong(ListenerSocket::inode))
        .toList();
  }

  private static int place(List<Long> inOrder, long inode) {
    int place = inOrder.indexOf(inode);
    return place < 0 ? inOrder.size() : place;
  }

  IterationReport ledger(Ledger ledger) {
    observed.count("ledger.attempted", ledger.attempted());
    observed.count("ledger.served", ledger.served());
    observed.count("ledger.ghost", ledger.ghost());
    observed.count("ledger.reset", ledger.reset());
    observed.count("ledger.refused", ledger.refused());
    observed.count("ledger.timedOut", ledger.timedOut());
    observed.count("ledger.retried", ledger.retried());
    observed.count("ledger.synRetries", ledger.synRetries());
    observed.count("ledger.unansweredSyns", ledger.unansweredSyns());
    return this;
  }

  /// How many connections were served before the first iteration.
  IterationReport warmed(long connections) {
    observed.count("server.warmConnections", connections);
    return this;
  }

  /// What the kernel's counters say about the ledger's connections; NaN if this kernel lacks one of
  /// them.
  IterationReport balance(LedgerBalance balance) {
    observed.count("ledger.droppedFinalAcks", balance.told(balance.droppedFinalAcks()));
    observed.count("ledger.droppedEarlyData", balance.told(balance.droppedEarlyData()));
    return this;
  }

  /// Ghosts that the server had half-open before, NaN where they can't be told from others.
  IterationReport givenUp(double ghosts) {
    observed.count("ledger.givenUp", ghosts);
    return this;
  }

  /// How many connections per second the client started, from the first start to the last.
  public IterationReport achieved(double perSecond) {
    observed.count("rate.achieved", perSecond);
    return this;
  }

  /// Clients that begin handshakes and hear no answer: how many of them the server keeps in
  /// SYN_RECV, and what became of their SYNs.
  IterationReport halfOpen(HalfOpenSyns syns, LedgerBalance balance) {
    observed.count("listener.halfOpen", syns.kept());
    observed.count("halfOpen.repeatedSyns", syns.repeated());
    observed.count("halfOpen.droppedSyns", balance.told(balance.halfOpenDrops()));
    observed.count("halfOpen.cookies", balance.told(syns.unkept() - balance.halfOpenDrops()));
    return this;
  }

  /// How well the client kept to its schedule.
  ///
  /// @param offered connections per second that were meant to start
  public IterationReport rate(double offered, LoadClients client) {
    Histogram lag = client.latencies().lag();
    boolean inTime =
        client.keptPace() >= LEAST_KEPT && lag.getValueAtPercentile(99) <= MOST_LAG_NANOS;
    achieved(client.perSecond());
    observed.count("rate.offered", offered);
    observed.count("schedule.kept", inTime ? 1L : 0L);
    observed.distribution("schedule.lag", lag);
    return this;
  }

  /// The seed that gives the same arrivals again; NaN if they were not random.
  public IterationReport arrivalsSeed(double seed) {
    observed.count("arrivals.seed", seed);
    return this;
  }

  /// For how long acceptors really stood still: all stalls together, and the first one's beginning.
  ///
  /// @param firstStartNanos when the first connection was meant to start
  public IterationReport stalls(AcceptorStalls stalls, long firstStartNanos) {
    observed.count("stall.count", stalls.count());
    observed.count("stall.acceptors", stalls.acceptors());
    observed.millis("stall.millis", stalls.totalNanos() / 1e6);
    observed.millis("stall.startMillis", stalls.firstAfter(firstStartNanos) / 1e6);
    observed.millis("stall.cpuMillis", stalls.cpuNanos() / 1e6);
    return this;
  }

  /// How long it took until clients were greeted again after a stall.
  public IterationReport recovery(AcceptorStalls stalls, LoadClients client) {
    double nanos =
        client
            .handshakes()
            .map(greeted -> stalls.recoveryNanos(greeted::firstGreetedAfter))
            .orElse(Double.NaN);
    observed.millis("stall.recoverMillis", nanos / 1e6);
    return this;
  }

  public IterationReport nanos(String name, double value) {
    observed.nanos(name, value);
    return this;
  }

  /// What both ends of the connections tell of the queues.
  IterationReport queue(QueueObservation queue) {
    observed.distribution("queueWait", queue.waits());
    observed.distribution("dispatch", queue.dispatches());
    TimeSpent spent = queue.spent();
    observed.micros("spent.synRetries", spent.synRetries() / 1e3);
    observed.micros("spent.handshake", spent.handshake() / 1e3);
    observed.micros("spent.queue", spent.queue() / 1e3);
    observed.micros("spent.dispatch", spent.dispatch() / 1e3);
    for (DepthSteps steps : queue.depths()) observed.listener(steps.atNanos(), steps.depths());
    observed.count("queueWait.joined", queue.joined());
    observed.micros("queueWait.error", queue.waitErrorMicros());
    observed.count("listener.peakDepth", queue.peak());
    observed.count("listener.peakError", queue.peakError());
    if (queue.listeners() > 1)
      for (int i = 0; i < queue.listeners(); i++)
        observed.count("listener.peakDepth." + i, queue.peak(i));
    observed.count("backlog.needed", queue.needed());
    observed.count("backlog.neededAtLeast", queue.neededAtLeast());
    return this;
  }

  /// Each connection by itself, and how many there were that are not among them.
  IterationReport connections(EachConnection each, Ledger ledger) {
    observed.connections(each);
    observed.count("connections.unrecorded", ledger.attempted() - each.trace().size());
    return this;
  }

  /// How long connections were in the accept queue by the kernel's clock, to its tick; connections
  /// of which the server does not know it are left out.
  IterationReport kernelQueueWait(ServerStats before, ServerStats now) {
    Histogram waits = LatencyRecorder.durations();
    now.queueWaits()
        .forEach(
            (millis, count) ->
                waits.recordValueWithCount(
                    TimeUnit.MILLISECONDS.toNanos(millis),
                    count - before.queueWaits().getOrDefault(millis, 0L)));
    observed.distribution("queueWait.kernel", waits);
    return this;
  }

  private static double[] accepts(ServerStats before, ServerStats now) {
    return IntStream.range(0, now.accepts().size())
        .mapToDouble(i -> now.accepts().get(i) - before.accepts().get(i))
        .toArray();
  }

  /// What each of the processes that accept did, where there are several.
  IterationReport workers(WorkerShares workers) {
    if (workers.count() == 0) return this;
    for (int i = 0; i < workers.count(); i++) {
      observed.millis("worker.cpuMillis." + i, workers.cpuNanos(i) / 1e6);
      observed.count("worker.inHand." + i, workers.inHand(i));
    }
    observed.count("worker.largestShare", workers.largestShare());
    return this;
  }

  /// The server's own figures. A program that does not count its accepts is taken to have accepted
  /// what was served.
  IterationReport server(ServerStats before, ServerStats now, Ledger ledger) {
    for (int i = 0; i < now.accepts().size(); i++)
      observed.count("acceptor.share." + i, now.accepts().get(i) - before.accepts().get(i));
    if (now.accepts().size() > 1)
      observed.count("acceptor.largestShare", WorkerShares.largestOf(accepts(before, now)));
    long accepted = now.isCounted() ? now.accepted() - before.accepted() : ledger.served();
    double cpuMicros = (now.cpuNanos() - before.cpuNanos()) / 1e3;
    boolean known = accepted > 0 && now.cpuNanos() > 0;
    observed.micros("server.cpuPerAccept", known ? cpuMicros / accepted : Double.NaN);
    double switches = now.switches() - before.switches();
    observed.count("server.switchesPerAccept", known ? switches / accepted : Double.NaN);
    double wakeups = now.wakeups() - before.wakeups();
    observed.count("server.acceptsPerWakeup", wakeups > 0 ? accepted / wakeups : Double.NaN);
    return this;
  }

  /// For how much of an iteration the server's CPUs were busy with it, and its busiest thread with
  /// one of them, in percent; NaN where that is not known.
  ///
  /// @param cpuNanos what all of its threads had, 0 where that is not known
  IterationReport serverBusy(long cpuNanos, int cpus, OptionalLong busiestNanos, long nanos) {
    double all = cpuNanos == 0 ? Double.NaN : cpuNanos;
    double busiest = busiestNanos.isEmpty() ? Double.NaN : busiestNanos.getAsLong();
    observed.count("server.busy", 100 * all / cpus / nanos);
    observed.count("server.busiestThread", 100 * busiest / nanos);
    return this;
  }
}
