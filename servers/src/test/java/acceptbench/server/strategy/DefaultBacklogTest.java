package acceptbench.server.strategy;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.server.ServerProcess;
import acceptbench.server.parameter.Backlog;
import acceptbench.server.parameter.ServerConfig;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What each strategy asks for where nobody names a backlog, as the kernel tells it.
class DefaultBacklogTest {
  private static final ServerConfig CONFIG = idle().with("backlog", Backlog.DEFAULT);

  /// `ServerSocket` and `ServerSocketChannel` of the JDK.
  private static final int JDK = 50;

  /// More than any somaxconn: what is cut to that.
  private static final int MOST = Integer.MAX_VALUE;

  /// By strategy, before somaxconn cuts it. Netty's own is somaxconn, and HAProxy's is its maxconn,
  /// 8192 in our configuration.
  private static final Map<String, Integer> ASKED =
      Map.ofEntries(
          Map.entry("blocking", JDK),
          Map.entry("blocking-pool", JDK),
          Map.entry("virtual-threads", JDK),
          Map.entry("nio-selector", JDK),
          Map.entry("nio-workers", JDK),
          Map.entry("netty-nio", MOST),
          Map.entry("netty-epoll", MOST),
          Map.entry("netty-epoll-reuseport", MOST),
          Map.entry("netty-io_uring", MOST),
          Map.entry("nginx", 511),
          Map.entry("haproxy", 8192),
          Map.entry("apache", 511),
          Map.entry("handoff-least", JDK),
          Map.entry("jetty", JDK),
          Map.entry("tomcat", 100),
          Map.entry("undertow", 1000),
          Map.entry("vertx", MOST),
          Map.entry("helidon", 1024),
          Map.entry("jdk-http", JDK),
          Map.entry("netty-3", JDK));

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
    assertThat(ASKED).containsKey(strategy.label());
    int somaxconn = Sysctl.read(SOMAXCONN);
    try (ServerProcess server = Servers.start(strategy, CONFIG)) {
      assertThat(server.effectiveBacklog())
          .isEqualTo(Math.min(ASKED.getOrDefault(strategy.label(), 0), somaxconn));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoHasNoneSaysSo(AcceptStrategy strategy) {
    if (strategy.has(Trait.NO_DEFAULT_BACKLOG))
      assertThat(strategy.refusal(CONFIG))
          .contains(
              strategy
                  + " calls listen(2) itself, which has no default: backlog has to be a number");
    else assertThat(strategy.refusal(CONFIG).orElse("")).doesNotContain("no default");
  }
}
