package acceptbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.SlowLoopback;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openjdk.jmh.profile.ProfilerException;

/// A loopback on which each packet waits for its turn, as on a machine that has no CPU for it: SYNs
/// and SYN-ACKs are sent again after a second although they were answered.
@ExtendWith(NeedsPrivateNetwork.class)
public class SlowLinkTest {
  private static final int BURST = 200;

  /// The SYNs of such a burst alone take 0.9 s, and each SYN-ACK goes behind them.
  private static SlowLoopback slow() {
    return new SlowLoopback("130kbit");
  }

  @Test
  void whatWasSentAgainForNothingMakesNoImbalance() throws IOException, ProfilerException {
    Map<String, String> parameters =
        Map.of(
            "strategy",
            "epoll",
            "backlog",
            Integer.toString(2 * BURST),
            "handlerMicros",
            "0",
            "burst",
            Integer.toString(BURST));
    Map<String, Double> published;
    try (SlowLoopback _ = slow();
        Bursts bursts = new Bursts(parameters)) {
      published = bursts.iteration();
    }
    assertThat(published)
        .containsEntry("ledger.served", (double) BURST)
        .containsEntry("ListenDrops", 0.0)
        .containsEntry("ledger.droppedFinalAcks", 0.0);
    assertThat(published.get("ledger.synRetries")).isPositive();
  }

  /// All are connected after 0.5 s, and their final ACKs arrive one by one in the 0.3 s after it:
  /// those of cookies, of which the server knows nothing until then.
  @Test
  void whoseFinalAckIsStillUnderWayIsNoGhost() throws IOException, ProfilerException {
    Map<String, String> parameters =
        Map.of("strategy", "epoll", "handlerMicros", "0", "syncookies", "2", "burst", "60");
    try (SlowLoopback _ = slow();
        Bursts bursts = new Bursts(parameters)) {
      assertThat(bursts.iteration())
          .containsEntry("ledger.served", 60.0)
          .containsEntry("ledger.ghost", 0.0)
          .containsEntry("SyncookiesRecv", 60.0);
    }
  }
}
