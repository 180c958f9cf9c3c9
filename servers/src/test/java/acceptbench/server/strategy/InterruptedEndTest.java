package acceptbench.server.strategy;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.server.AcceptServer;
import acceptbench.testing.Await;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A server's end in which each wait fails at once, as the thread that ends it was interrupted.
class InterruptedEndTest {
  /// Those that need the JVM of a server's process for their workers.
  private static final Set<AcceptStrategy> IN_PROCESSES =
      EnumSet.of(AcceptStrategy.FD_PASSING, AcceptStrategy.PREFORK);

  static Stream<AcceptStrategy> strategies() {
    return Arrays.stream(AcceptStrategy.values())
        .filter(strategy -> !strategy.isProgram() && !IN_PROCESSES.contains(strategy))
        .filter(strategy -> strategy.unavailable().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void whatIsLeftWhenOneThreadWasNotAwaitedIsToldToEndAsWell(AcceptStrategy strategy)
      throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    AcceptServer server = strategy.create(idle().with("workers", 3));
    server.start();
    Set<Thread> started = new HashSet<>(Thread.getAllStackTraces().keySet());
    started.removeAll(before);
    started.removeIf(Thread::isDaemon);
    assertThat(started).isNotEmpty();
    Thread.currentThread().interrupt();
    try {
      server.close();
    } catch (IOException e) {
      assertThat(e).hasMessageStartingWith("interrupted while ");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    Await.until("no thread is left", () -> started.stream().noneMatch(Thread::isAlive));
  }
}
