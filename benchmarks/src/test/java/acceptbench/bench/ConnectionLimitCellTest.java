package acceptbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.testing.NeedsPrivateNetwork;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Bursts of clients that hold their connections, at a server with a limit: its books balance, or
/// the iteration would fail.
@ExtendWith(NeedsPrivateNetwork.class)
class ConnectionLimitCellTest {
  private static final int LIMIT = 10;
  private static final int BURST = 40;

  private static Map<String, String> cell(String atLimit, int holdMillis) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("strategy", "connection-limit");
    parameters.put("backlog", "64");
    parameters.put("handlerMicros", "0");
    parameters.put("maxConnections", String.valueOf(LIMIT));
    parameters.put("burst", String.valueOf(BURST));
    parameters.put("atLimit", atLimit);
    parameters.put("holdMillis", String.valueOf(holdMillis));
    return parameters;
  }

  /// In four waves, each of which has to wait until the one before is let go.
  @Test
  void allAreServedInTurnWhereTheQueueHasRoomForThem() throws Exception {
    int holdMillis = 100;
    try (Bursts bursts = new Bursts(cell("wait", holdMillis))) {
      long start = System.nanoTime();
      Map<String, Double> wait = bursts.iteration();
      assertThat(System.nanoTime() - start)
          .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(4L * holdMillis));
      assertThat(wait)
          .containsEntry("ledger.served", (double) BURST)
          .containsEntry("ListenOverflows", 0.0)
          .containsEntry("acceptor.share.0", (double) BURST);
      assertThat(Bursts.value(wait, "server.acceptsPerWakeup")).isGreaterThanOrEqualTo(1);
      assertThat(Bursts.value(wait, "server.switchesPerAccept")).isPositive();
    }
  }

  /// With a backlog of 4 there is room for the limit and 5 more, who are never accepted within the
  /// clients' patience. Each of the others sent one SYN, and that was dropped: all is over before
  /// they send another, after a second. At 100 a second the queue is full only where the server is
  /// 50 ms late.
  @Test
  void theRestTimesOutInTheQueueAndOutsideOfIt() throws Exception {
    Map<String, String> cell = cell("wait", 600);
    cell.putAll(Map.of("backlog", "4", "patienceMillis", "300", "burstRate", "100"));
    int outside = BURST - LIMIT - 5;
    try (Bursts bursts = new Bursts(cell)) {
      bursts.untilUndisturbed(
          40,
          Set.of("client.pause", "firstByte:p1.00"),
          wait ->
              Bursts.value(wait, "ledger.served") == LIMIT
                  && Bursts.value(wait, "ledger.timedOut") == BURST - LIMIT
                  && Bursts.value(wait, "ledger.unansweredSyns") == outside
                  && Bursts.value(wait, "ListenOverflows") == outside);
    }
  }

  @Test
  void theRestIsClosedAtOnce() throws Exception {
    try (Bursts bursts = new Bursts(cell("close", 1_000))) {
      bursts.untilUndisturbed(
          100,
          close -> {
            assertThat(Bursts.value(close, "ledger.served") + Bursts.value(close, "ledger.reset"))
                .isEqualTo(BURST);
            assertThat(close)
                .containsEntry("acceptor.share.0", (double) BURST)
                .containsEntry("ListenOverflows", 0.0);
            return Bursts.value(close, "ledger.served") == LIMIT;
          });
    }
  }
}
