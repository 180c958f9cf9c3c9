package acceptbench.bench;

import static acceptbench.bench.Bursts.value;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.process.CpuAffinity;
import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openjdk.jmh.profile.ProfilerException;

/// Each SYN is answered by a cookie while the queue is empty, and the final ACKs come when it is
/// full: on a loopback where a packet takes its time. Who finds no room is a ghost.
@ExtendWith(NeedsPrivateNetwork.class)
class SeveralClientsGhostsTest {
  private static final int BURST = 201;

  @BeforeEach
  void delay() throws IOException, InterruptedException {
    Requirement.require(CpuAffinity.get().cardinality() > 1, "two load clients need two CPUs");
    Requirement.require(
        SlowLinkTest.tc("add dev lo root tbf rate 2mbit burst 3000 limit 1000000") == 0,
        SlowLinkTest.NEEDED);
  }

  @AfterEach
  void asFastAsBefore() throws IOException, InterruptedException {
    SlowLinkTest.tc("del dev lo root");
  }

  @Test
  void theGhostsOfBothClientsAreProvedOneByOne() throws IOException, ProfilerException {
    Map<String, String> parameters =
        Map.of(
            "strategy", "epoll",
            "clients", "2",
            "backlog", "50",
            "handlerMicros", "0",
            "syncookies", "2",
            "burst", Integer.toString(BURST),
            "stallMillis", "800");
    try (Bursts bursts = new Bursts(parameters)) {
      bursts.untilUndisturbed(
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
