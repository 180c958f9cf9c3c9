package acceptbench.server.strategy;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.socket.InetDiag;
import acceptbench.server.ServerProcess;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.parameter.StallKind;
import acceptbench.testing.OnlyStrategy;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What a server can be asked that does nothing yet: one for all questions to a strategy.
@ParameterizedClass
@EnumSource
class QueuesAndAcceptorsTest {
  private static final int WORKERS = 3;

  private static Optional<ServerProcess> running = Optional.empty();

  private final AcceptStrategy strategy;

  QueuesAndAcceptorsTest(AcceptStrategy strategy) {
    this.strategy = strategy;
  }

  @BeforeParameterizedClassInvocation
  static void start(AcceptStrategy strategy) throws IOException {
    OnlyStrategy.assumeAskedFor(strategy);
    running = Optional.of(Servers.start(strategy, idle().with("workers", WORKERS)));
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    running.ifPresent(ServerProcess::close);
    running = Optional.empty();
  }

  private static ServerProcess server() {
    return running.orElseThrow();
  }

  @Test
  void hasAsManyAcceptQueuesAsItSaysEachAsLongAsAsked() throws Exception {
    try (InetDiag diag = new InetDiag()) {
      assertThat(diag.listeners(server().port()))
          .hasSize(strategy.queues(WORKERS))
          .allMatch(listener -> listener.effectiveBacklog() == 128);
    }
  }

  @Test
  void hasAsManyAcceptorsAsItSays() {
    int acceptors = strategy.has(Trait.ACCEPTING_WORKERS) ? WORKERS : 1;
    assertThat(server().stats().accepts()).hasSize(strategy.isProgram() ? 0 : acceptors);
  }

  @Test
  void onlyAProgramCountsNothingAndRefusesWork() {
    ServerConfig config = Servers.configured(strategy, idle());
    assertThat(strategy.refusal(config)).isEmpty();
    for (ServerConfig work :
        List.of(config.with("acceptorMicros", 5), config.with("stallKind", StallKind.BUSY)))
      assertThat(strategy.refusal(work).isPresent()).isEqualTo(strategy.isProgram());
    assertThat(strategy.refusal(config.with("handlerMicros", 5)).isPresent())
        .isEqualTo(strategy.isProgram() && !strategy.has(Trait.OUR_HANDLER));
    assertThat(server().stats().isCounted()).isEqualTo(!strategy.isProgram());
  }
}
