package acceptbench.bench;

import static acceptbench.bench.Bursts.value;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.process.CpuAffinity;
import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.Requirement;
import acceptbench.testing.SlowLoopback;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openjdk.jmh.profile.ProfilerException;

/// Each SYN is answered by a cookie while the queue is empty, and the final ACKs come when it is
/// full: on a loopback where a packet takes its time. Who finds no room is a ghost.
@ExtendWith(NeedsPrivateNetwork.class)
class SeveralClientsGhostsTest {
  private static final int BURST = 201;

  @Test
  void theGhostsOfBothClientsAreProvedOneByOne() throws IOException, ProfilerException {
    Requirement.require(CpuAffinity.get().cardinality() > 1, "two load clients need two CPUs");
    Map<String, String> parameters =
        Map.of(
            "strategy", "epoll",
            "clients", "2",
            "backlog", "50",
            "handlerMicros", "0",
            "syncookies", "2",
            "burst", Integer.toString(BURST),
            "stallMillis", "800");
    try (SlowLoopback _ = new SlowLoopback("2mbit");
        Bursts bursts = new Bursts(parameters)) {
      bursts.untilUndisturbed(
          20,
          iteration -> {
            double ghosts = value(iteration, "ledger.ghost");
            assertThat(iteration)
                .containsEntry("ledger.attempted", (double) BURST)
                .containsEntry("ledger.served", BURST - ghosts);
            return ghosts == BURST - 51 || ghosts == BURST - 52;
          });
    }
  }
}
