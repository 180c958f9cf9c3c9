package acceptbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.bench.server.ServerUnderTest;
import acceptbench.kernel.SoftnetStat;
import acceptbench.linux.socket.Ipv6;
import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.profile.ProfilerException;

/// Final ACKs at a full accept queue, in `BurstBenchmark`: the client of each is connected, and the
/// server is not.
@ExtendWith(NeedsPrivateNetwork.class)
class LateFinalAcksTest {
  private static final int BACKLOG = 20;
  private static final int QUEUE = BACKLOG + 1;
  private static final int LATE = 10;
  private static final int GIVEN_UP = 5;

  @ParameterizedTest
  @CsvSource({
    "epoll, 0, 127.0.0.1",
    "epoll, 1, 127.0.0.1",
    "blocking, 0, 127.0.0.1",
    "virtual-threads, 1, 127.0.0.1",
    "netty-epoll, 1, 127.0.0.1",
    "epoll, 0, ::1",
    "epoll, 1, ::1",
    "epoll, 0, ::"
  })
  void areIgnoredAndHealedOrEndInAReset(String strategy, int abortOnOverflow, String address)
      throws IOException, ProfilerException {
    Requirement.require(Ipv6.missingFor(address));
    Map<String, String> parameters =
        Map.of(
            "strategy",
            strategy,
            "backlog",
            Integer.toString(BACKLOG),
            "abortOnOverflow",
            Integer.toString(abortOnOverflow),
            "handlerMicros",
            "0",
            "address",
            address,
            "burst",
            Integer.toString(QUEUE),
            "halfOpen",
            Integer.toString(LATE),
            // Late enough for the SYN-ACK that is sent again after 1 s, early enough for the next,
            // 2 s later.
            "stallMillis",
            "2000");
    check(burst(parameters), abortOnOverflow);
  }

  /// While more than half of the backlog is half-open, the kernel gives such connections up after 7
  /// s: no counter tells, and the clients stay connected for good.
  @ParameterizedTest
  @CsvSource({"epoll, 9000", "blocking, 5000"})
  void areGhostsWhereTheServerGivesUp(String strategy, int stallMillis)
      throws IOException, ProfilerException {
    int late = BACKLOG / 2 + GIVEN_UP;
    Map<String, String> parameters =
        Map.of(
            "strategy", strategy,
            "backlog", Integer.toString(BACKLOG),
            "handlerMicros", "0",
            "burst", Integer.toString(QUEUE),
            "halfOpen", Integer.toString(late),
            "stallMillis", Integer.toString(stallMillis));
    SoftnetStat before = SoftnetStat.read();
    Map<String, Double> published = burst(parameters);
    assertThat(published)
        .containsEntry("ledger.attempted", (double) QUEUE + late)
        .containsEntry("ledger.served", (double) QUEUE + late - GIVEN_UP)
        .containsEntry("ledger.ghost", (double) GIVEN_UP)
        .containsEntry("SyncookiesSent", 0.0);
    // The listener's drops tell, unless packets were dropped below TCP, anywhere on the machine.
    if (SoftnetStat.read().minus(before).dropped() == 0)
      assertThat(published).containsEntry("ledger.givenUp", (double) GIVEN_UP);
    else assertThat(published.get("ledger.givenUp")).isIn((double) GIVEN_UP, Double.NaN);
  }

  /// What one iteration publishes.
  private static Map<String, Double> burst(Map<String, String> parameters)
      throws IOException, ProfilerException {
    ServerUnderTest server = OneCell.server(parameters);
    BurstLoad load = OneCell.set(new BurstLoad(), parameters);
    load.open(server);
    try {
      load.prepare();
      load.fire();
      load.balance();
      return OneCell.published();
    } finally {
      load.close();
      server.stop();
    }
  }

  private static void check(Map<String, Double> published, int abortOnOverflow) {
    double reset = abortOnOverflow == 1 ? LATE : 0;
    assertThat(published)
        .containsEntry("ledger.attempted", (double) QUEUE + LATE)
        .containsEntry("ledger.served", QUEUE + LATE - reset)
        .containsEntry("ledger.reset", reset)
        .containsEntry("EmbryonicRsts", reset)
        .containsEntry("listener.halfOpen", (double) LATE)
        .containsEntry("ledger.retried", 0.0)
        .containsEntry("ledger.ghost", 0.0)
        .containsEntry("ledger.givenUp", 0.0);
    // A client that is reset has one final ACK to lose. One that is ignored loses another where its
    // SYN, sent again, crossed the SYN-ACK; its last answer heals the connection.
    double dropped = published.getOrDefault("ListenOverflows", Double.NaN);
    assertThat(dropped).isBetween((double) LATE, abortOnOverflow == 1 ? LATE : 2.0 * LATE);
    assertThat(published)
        .containsEntry("ListenDrops", dropped)
        .containsEntry("ledger.droppedFinalAcks", dropped);
    if (abortOnOverflow == 0) assertThat(published).containsEntry("TCPSYNChallenge", dropped);
  }
}
