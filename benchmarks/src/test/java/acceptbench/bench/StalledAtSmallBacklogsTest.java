package acceptbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.testing.NeedsPrivateNetwork;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// See [StalledAcceptor].
@ExtendWith(NeedsPrivateNetwork.class)
public class StalledAtSmallBacklogsTest {
  static Stream<Arguments> cases() {
    return StalledAcceptor.everyStrategyWith(0, 5);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void holdsBacklogPlusOneConnectionsAndDropsTheOthersSyns(AcceptStrategy strategy, int backlog)
      throws IOException {
    assertThat(StalledAcceptor.check(strategy, backlog)).isEqualTo(strategy.takenBacklog(backlog));
  }
}
