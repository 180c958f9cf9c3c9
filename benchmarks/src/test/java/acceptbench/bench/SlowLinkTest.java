package acceptbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openjdk.jmh.profile.ProfilerException;

/// A loopback on which each packet waits for its turn, as on a machine that has no CPU for it: SYNs
/// and SYN-ACKs are sent again after a second although they were answered.
@ExtendWith(NeedsPrivateNetwork.class)
class SlowLinkTest {
  /// What is missing where this can't be had.
  static final String NEEDED =
      "tc can't slow the loopback down: it takes iproute2, and sch_tbf in the kernel";

  private static final int BURST = 200;

  @BeforeEach
  void slowDown() throws IOException, InterruptedException {
    // The SYNs alone take 0.9 s, and each SYN-ACK goes behind them.
    Requirement.require(
        tc("add dev lo root tbf rate 130kbit burst 3000 limit 1000000") == 0, NEEDED);
  }

  @AfterEach
  void asFastAsBefore() throws IOException, InterruptedException {
    tc("del dev lo root");
  }

  static int tc(String arguments) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(("tc qdisc " + arguments).split(" ")).inheritIO().start().waitFor();
    } catch (IOException e) {
      return -1;
    }
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
    try (Bursts bursts = new Bursts(parameters)) {
      published = bursts.iteration();
    }
    assertThat(published)
        .containsEntry("ledger.served", (double) BURST)
        .containsEntry("ListenDrops", 0.0)
        .containsEntry("ledger.droppedFinalAcks", 0.0);
    assertThat(published.get("ledger.synRetries")).isPositive();
  }
}
