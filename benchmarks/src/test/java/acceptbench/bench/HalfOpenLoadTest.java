package acceptbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.bench.server.ServerUnderTest;
import acceptbench.kernel.KernelVersion;
import acceptbench.kernel.QueueLaws;
import acceptbench.kernel.QueueSettings;
import acceptbench.kernel.SynQueueLimit;
import acceptbench.kernel.Sysctls;
import acceptbench.testing.NeedsPrivateNetwork;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.profile.ProfilerException;

/// Half-open clients as `HalfOpenBenchmark` makes them, in two iterations that both have to
/// balance.
@ExtendWith(NeedsPrivateNetwork.class)
class HalfOpenLoadTest {
  private static final int HALF_OPEN = 150;

  /// No more than one accept queue takes, however late the server is.
  private static final int OTHERS = 20;

  @ParameterizedTest
  @CsvSource({
    // The SYN queue is full at the backlog, or at three quarters of tcp_max_syn_backlog: then the
    // others lose patience, in two cases after SYNs were sent again.
    "epoll, 20, 0, 4096, 1200",
    "epoll, 400, 0, 64, 1200",
    "netty-nio, 20, 0, 4096, 200",
    "epoll, 400, 0, 4096, 5000",
    "epoll, 20, 1, 4096, 5000",
    "epoll, 400, 1, 64, 5000",
    "epoll, 20, 2, 4096, 5000",
    "fd-passing, 20, 1, 4096, 5000",
  })
  void othersConnectByCookieOrNotAtAllOnceTheSynQueueIsFull(
      String strategy, int backlog, int syncookies, int maxSynBacklog, int patienceMillis)
      throws IOException, ProfilerException {
    Map<String, String> parameters =
        Map.of(
            "strategy",
            strategy,
            "backlog",
            Integer.toString(backlog),
            "syncookies",
            Integer.toString(syncookies),
            "maxSynBacklog",
            Integer.toString(maxSynBacklog),
            "handlerMicros",
            "0",
            "halfOpen",
            Integer.toString(HALF_OPEN),
            "rate",
            "200",
            "loadMillis",
            "100",
            "patienceMillis",
            Integer.toString(patienceMillis));
    ServerUnderTest server = OneCell.server(parameters);
    HalfOpenLoad load = OneCell.set(new HalfOpenLoad(), parameters);
    load.open(server);
    SynQueueLimit limit = limit(backlog);
    try {
      for (int iteration = 0; iteration < 2; iteration++) {
        load.prepare();
        load.run();
        load.balance();
        check(OneCell.published(), limit);
      }
    } finally {
      load.close();
      server.stop();
    }
  }

  private static SynQueueLimit limit(int backlog) throws IOException {
    return new QueueLaws(
            QueueSettings.read(Sysctls.ofThisMachine(), backlog, KernelVersion.ofThisMachine()))
        .synQueue();
  }

  private static void check(Map<String, Double> published, SynQueueLimit limit) {
    long kept = Math.min(HALF_OPEN, limit.entries());
    boolean full = HALF_OPEN >= limit.entries();
    assertThat(published).containsEntry("listener.halfOpen", (double) kept);
    assertThat(published).containsEntry("ledger.attempted", (double) OTHERS);
    if (full && !limit.cookiesBeyond()) {
      // Their SYNs, and those sent again a second later.
      assertThat(published).containsEntry("ledger.timedOut", (double) OTHERS);
      assertThat(count(published, "halfOpen.droppedSyns"))
          .isGreaterThanOrEqualTo((double) (HALF_OPEN - kept))
          .isEqualTo(
              count(published, "ListenDrops")
                  - count(published, "ledger.synRetries")
                  - count(published, "ledger.unansweredSyns"));
      assertThat(published).containsEntry("ListenOverflows", 0.0);
      assertThat(published).containsEntry("halfOpen.cookies", 0.0);
      boolean counted = limit.rule() == SynQueueLimit.Rule.BACKLOG;
      assertThat(published)
          .containsEntry("TCPReqQFullDrop", counted ? count(published, "ListenDrops") : 0.0);
    } else {
      assertThat(published).containsEntry("ledger.served", (double) OTHERS);
      assertThat(published).containsEntry("SyncookiesRecv", full ? (double) OTHERS : 0.0);
      assertThat(count(published, "halfOpen.cookies"))
          .isGreaterThanOrEqualTo((double) (HALF_OPEN - kept))
          .isEqualTo(count(published, "SyncookiesSent") - count(published, "SyncookiesRecv"));
      assertThat(published).containsEntry("halfOpen.droppedSyns", 0.0);
      assertThat(published).containsEntry("ListenDrops", 0.0);
    }
  }

  private static double count(Map<String, Double> published, String name) {
    return published.getOrDefault(name, Double.NaN);
  }
}
