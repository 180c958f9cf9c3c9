package acceptbench.server.strategy;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.server.ServerProcess;
import acceptbench.server.parameter.Backlog;
import acceptbench.server.parameter.ServerConfig;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What each strategy asks for where nobody names a backlog, as the kernel tells it.
class DefaultBacklogTest {
  private static final ServerConfig CONFIG = idle().with("backlog", Backlog.DEFAULT);

  private static final String SOMAXCONN = "net/core/somaxconn";
  private static int before;

  /// More than any of them asks for by a number of its own.
  @BeforeAll
  static void makeRoom() throws IOException {
    before = Sysctl.read(SOMAXCONN);
    Sysctl.write(SOMAXCONN, 20_000);
  }

  @AfterAll
  static void giveItBack() throws IOException {
    Sysctl.write(SOMAXCONN, before);
  }

  static Stream<AcceptStrategy> withADefault() {
    return Stream.of(AcceptStrategy.values())
        .filter(strategy -> strategy.refusal(CONFIG).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("withADefault")
  void isInForceWhereNobodyNamesAnother(AcceptStrategy strategy) throws Exception {
    assertThat(strategy.ownBacklog()).as("its entry says which it is").isPresent();
    int somaxconn = Sysctl.read(SOMAXCONN);
    try (ServerProcess server = Servers.start(strategy, CONFIG)) {
      assertThat(server.effectiveBacklog())
          .isEqualTo(Math.min(strategy.ownBacklog().getAsInt(), somaxconn));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoHasNoneSaysSo(AcceptStrategy strategy) {
    if (strategy.has(Trait.NO_DEFAULT_BACKLOG)) {
      assertThat(strategy.ownBacklog()).isEmpty();
      assertThat(strategy.refusal(CONFIG))
          .contains(
              strategy
                  + " calls listen(2) itself, which has no default: backlog has to be a number");
    } else assertThat(strategy.refusal(CONFIG).orElse("")).doesNotContain("no default");
  }
}
