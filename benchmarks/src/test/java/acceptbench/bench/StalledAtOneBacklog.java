package acceptbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.testing.NeedsPrivateNetwork;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// See [StalledAcceptor]. Each case waits for the kernel's timers, for seconds: a class for each
/// backlog, so that they run at the same time, in networks of their own.
@ExtendWith(NeedsPrivateNetwork.class)
public abstract class StalledAtOneBacklog {
  private final int backlog;

  StalledAtOneBacklog(int backlog) {
    this.backlog = backlog;
  }

  static Stream<AcceptStrategy> strategies() {
    return StalledAcceptor.strategies();
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void holdsBacklogPlusOneConnectionsAndDropsTheOthersSyns(AcceptStrategy strategy)
      throws IOException {
    assertThat(StalledAcceptor.check(strategy, backlog)).isEqualTo(strategy.takenBacklog(backlog));
  }
}
