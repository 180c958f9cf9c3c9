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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// See [StalledAcceptor].
@ExtendWith(NeedsPrivateNetwork.class)
class StalledAtLargeBacklogsTest {
  private static final long SOMAXCONN = 100;

  static Stream<Arguments> cases() {
    return StalledAcceptor.everyStrategyWith(511);
  }

  @ParameterizedTest
  @EnumSource(names = "COMMAND", mode = EnumSource.Mode.EXCLUDE)
  void holdsSomaxconnPlusOneWhereTheBacklogIsLarger(AcceptStrategy strategy) throws IOException {
    try (Setting _ = Sysctls.ofThisMachine().set(Map.of("net.core.somaxconn", SOMAXCONN))) {
      assertThat(StalledAcceptor.check(strategy, 511)).isEqualTo((int) SOMAXCONN);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void holdsBacklogPlusOneConnectionsAndDropsTheOthersSyns(AcceptStrategy strategy, int backlog)
      throws IOException {
    assertThat(StalledAcceptor.check(strategy, backlog)).isEqualTo(backlog);
  }
}
