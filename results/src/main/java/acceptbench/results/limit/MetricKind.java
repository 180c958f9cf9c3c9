package acceptbench.results.limit;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What kind of figure a metric of this suite is. A limit is checked against it before a run, when
/// nothing has been measured that would have metrics; tests ask real runs whether it is complete.
enum MetricKind {
  COUNT,
  TIME,
  DISTRIBUTION,
  UNKNOWN;

  private static final Set<String> DISTRIBUTIONS =
      Set.of("connect", "firstByte", "queueWait", "queueWait.kernel", "dispatch", "schedule.lag");

  private static final Set<String> TIMES =
      Set.of(
          "client.look",
          "client.pause",
          "drain.nanosPerConnection",
          "queueWait.error",
          "server.cpuPerAccept",
          "spent.dispatch",
          "spent.handshake",
          "spent.queue",
          "spent.synRetries",
          "stall.cpuMillis",
          "stall.millis",
          "stall.recoverMillis",
          "stall.startMillis",
          "worker.cpuMillis");

  private static final Set<String> COUNTS =
      Set.of(
          "EmbryonicRsts",
          "ListenDrops",
          "ListenOverflows",
          "SyncookiesRecv",
          "SyncookiesSent",
          "TCPReqQFullDoCookies",
          "TCPReqQFullDrop",
          "TCPSYNChallenge",
          "TCPSynRetrans",
          "TCPTimeouts",
          "acceptor.largestShare",
          "acceptor.share",
          "arrivals.seed",
          "backlog.needed",
          "backlog.neededAtLeast",
          "client.busy",
          "halfOpen.cookies",
          "halfOpen.droppedSyns",
          "halfOpen.repeatedSyns",
          "ledger.attempted",
          "ledger.droppedEarlyData",
          "ledger.droppedFinalAcks",
          "ledger.ghost",
          "ledger.givenUp",
          "ledger.refused",
          "ledger.reset",
          "ledger.retried",
          "ledger.served",
          "ledger.synRetries",
          "ledger.timedOut",
          "ledger.unansweredSyns",
          "listener.depth.p50",
          "listener.depth.p99",
          "listener.drops",
          "listener.effectiveBacklog",
          "listener.halfOpen",
          "listener.maxDepth",
          "listener.peakDepth",
          "listener.peakError",
          "queueWait.joined",
          "rate.achieved",
          "rate.offered",
          "schedule.kept",
          "server.acceptsPerWakeup",
          "server.switchesPerAccept",
          "server.busiestThread",
          "server.busy",
          "server.warmConnections",
          "softnet.dropped",
          "stall.acceptors",
          "stall.count",
          "worker.inHand",
          "worker.largestShare");

  /// One of several: `acceptor.share.1`, `listener.drops.0`.
  private static final Pattern NUMBER = Pattern.compile("\\.\\d{1,3}$");

  /// Of a metric's name.
  static MetricKind of(String metric) {
    if (DISTRIBUTIONS.contains(metric)) return DISTRIBUTION;
    String name = NUMBER.matcher(metric).replaceFirst("");
    if (TIMES.contains(name)) return TIME;
    return COUNTS.contains(name) ? COUNT : UNKNOWN;
  }

  /// A name that begins with another's comes before that one.
  static List<String> distributions() {
    return sorted(DISTRIBUTIONS).reversed();
  }

  /// The metrics that are one value.
  static List<String> scalars() {
    return sorted(Stream.concat(TIMES.stream(), COUNTS.stream()).toList());
  }

  private static List<String> sorted(Collection<String> names) {
    return names.stream().sorted().toList();
  }
}
