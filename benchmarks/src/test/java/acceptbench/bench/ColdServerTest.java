package acceptbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.bench.server.ServerUnderTest;
import acceptbench.kernel.CounterReader;
import acceptbench.kernel.KernelCounters;
import acceptbench.testing.NeedsPrivateNetwork;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NeedsPrivateNetwork.class)
class ColdServerTest {
  @Test
  void itsClientHasMetAnotherServerAndNotThisOne() throws IOException {
    CounterReader counters = CounterReader.ofCallingThread();
    KernelCounters before = counters.read();
    ServerUnderTest server =
        OneCell.server(Map.of("strategy", "blocking", "clientWarmConnections", "300"));
    try {
      assertThat(counters.read().minus(before).find("PassiveOpens")).hasValue(300 + 5 * 1_000);
      assertThat(server.process().stats().accepted()).isZero();
    } finally {
      server.stop();
    }
  }
}
