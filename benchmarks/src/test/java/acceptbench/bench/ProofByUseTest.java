package acceptbench.bench;

import static acceptbench.bench.Bursts.value;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.profile.ProfilerException;

/// `backlog.needed` put to use, in small: what a burst is told to have needed holds the next ones,
/// and half of it none. The whole burst arrives while nobody accepts, so that chance has no part in
/// it; `benchmarks/proof-by-use` does the same with bursts as they come.
@ExtendWith(NeedsPrivateNetwork.class)
class ProofByUseTest {
  private static final int BURSTS = 4;
  private static final Map<String, String> COMMON =
      Map.of("handlerMicros", "0", "burst", "100", "stallMillis", "150");

  @ParameterizedTest
  @EnumSource(names = {"BLOCKING", "NETTY_EPOLL", "FD_PASSING"})
  void whatWasNeededIsEnoughAndHalfOfItIsNot(AcceptStrategy strategy)
      throws IOException, ProfilerException {
    Requirement.require(strategy.unavailable());
    double needed = DoubleStream.of(each(strategy, 511, BURSTS, "backlog.needed")).max().orElse(-1);
    assertThat(needed).isEqualTo(99);
    assertThat(each(strategy, (int) needed, BURSTS, "ListenOverflows")).containsOnly(0.0);
    assertThat(each(strategy, (int) needed / 2, 1, "ListenOverflows")[0])
        .isGreaterThanOrEqualTo(50);
  }

  /// One value of each burst.
  private static double[] each(AcceptStrategy strategy, int backlog, int bursts, String name)
      throws IOException, ProfilerException {
    Map<String, String> parameters = new HashMap<>(COMMON);
    parameters.put("strategy", strategy.label());
    parameters.put("backlog", Integer.toString(backlog));
    double[] values = new double[bursts];
    try (Bursts all = new Bursts(parameters)) {
      for (int i = 0; i < bursts; i++) values[i] = value(all.iteration(), name);
    }
    return values;
  }
}
