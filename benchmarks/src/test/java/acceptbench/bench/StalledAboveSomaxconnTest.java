package acceptbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.kernel.Sysctls;
import acceptbench.kernel.Sysctls.Setting;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.testing.NeedsPrivateNetwork;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// See [StalledAcceptor].
@ExtendWith(NeedsPrivateNetwork.class)
class StalledAboveSomaxconnTest {
  private static final long SOMAXCONN = 100;

  static Stream<AcceptStrategy> strategies() {
    return StalledAcceptor.strategies();
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void holdsSomaxconnPlusOne(AcceptStrategy strategy) throws IOException {
    try (Setting _ = Sysctls.ofThisMachine().set(Map.of("net.core.somaxconn", SOMAXCONN))) {
      assertThat(StalledAcceptor.check(strategy, 511)).isEqualTo((int) SOMAXCONN);
    }
  }
}
