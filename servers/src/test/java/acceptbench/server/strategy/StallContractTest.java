package acceptbench.server.strategy;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.server.ServerProcess;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.parameter.StallKind;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// How the strategies of the catalogue stall, by each kind that they can, but for that which leaves
/// them without descriptors ([DescriptorStallTest]). One worker, so that there is one accept queue
/// everywhere.
class StallContractTest {
  private static final int BACKLOG = 150;
  private static final int ROUNDS = 3;

  static Stream<Arguments> strategiesAndKinds() {
    return Stream.of(AcceptStrategy.values())
        .flatMap(
            strategy ->
                Stream.of(StallKind.values())
                    .filter(kind -> kind != StallKind.DESCRIPTORS)
                    .filter(kind -> canStall(strategy, kind))
                    .map(kind -> Arguments.of(strategy, kind)));
  }

  private static boolean canStall(AcceptStrategy strategy, StallKind kind) {
    return strategy.refusal(Servers.configured(strategy, config(kind))).isEmpty();
  }

  private static ServerConfig config(StallKind kind) {
    return idle().with("backlog", BACKLOG).with("stallKind", kind);
  }

  @ParameterizedTest
  @MethodSource("strategiesAndKinds")
  void aStalledAcceptorHoldsBacklogPlusOneConnections(AcceptStrategy strategy, StallKind kind)
      throws Exception {
    try (ServerProcess server = Servers.start(strategy, config(kind))) {
      Clients.allGreeted(server.port(), strategy.request(), 10, 1);
      for (int round = 0; round < ROUNDS; round++) {
        server.stall();
        List<SocketChannel> connected = Clients.connected(server.port(), BACKLOG + 6);
        assertThat(connected).hasSize(BACKLOG + 1);
        assertThat(Servers.listener(server).queued()).isEqualTo(BACKLOG + 1);
        server.resume();
        Clients.allGreeted(connected, strategy.request());
      }
      Servers.quiet(server, 10 + ROUNDS * (BACKLOG + 1));
      for (int round = 0; round < ROUNDS; round++) stallsWhileConnectionsCome(server, strategy);
    }
  }

  /// However many the server accepted before it stalled: what comes after that stays in the queue.
  private static void stallsWhileConnectionsCome(ServerProcess server, AcceptStrategy strategy)
      throws Exception {
    int first = 100;
    int later = 20;
    CompletableFuture<List<SocketChannel>> clients =
        CompletableFuture.supplyAsync(() -> manyClients(server.port(), first));
    server.stall();
    int queued = Servers.listener(server).queued();
    List<SocketChannel> channels = clients.get(30, TimeUnit.SECONDS);
    int all = Servers.listener(server).queued();
    assertThat(all).isBetween(queued, first);
    channels.addAll(manyClients(server.port(), later));
    assertThat(Servers.listener(server).queued()).isEqualTo(all + later);
    server.resume();
    Clients.allGreeted(channels, strategy.request());
  }

  private static List<SocketChannel> manyClients(int port, int count) {
    List<SocketChannel> channels = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) channels.add(Clients.begin(port));
      return channels;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
