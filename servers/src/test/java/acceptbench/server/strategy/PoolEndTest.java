package acceptbench.server.strategy;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.server.AcceptServer;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.nio.NioWorkersServer;
import acceptbench.server.strategy.socket.BlockingPoolServer;
import acceptbench.server.strategy.socket.VirtualThreadsServer;
import acceptbench.testing.Await;
import acceptbench.testing.Descriptors;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A server that hands connections to threads of its own, closed while it has some to serve.
class PoolEndTest {
  /// Each is served for 20 ms of CPU time, and there are no threads for all of them. Together that
  /// is a fiftieth of the time in which a thread has to end: a fiftieth of a CPU is enough for it.
  private static final ServerConfig BUSY = idle().with("workers", 1).with("handlerMicros", 20_000);

  private static final int CLIENTS = 5;

  static Stream<Named<Function<ServerConfig, AcceptServer>>> servers() {
    return Stream.of(
        Named.of("blocking-pool", BlockingPoolServer::new),
        Named.of("virtual-threads", VirtualThreadsServer::new),
        Named.of("nio-workers", NioWorkersServer::new));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void whenAServerIsClosedItsThreadsAndConnectionsHaveEnded(
      Function<ServerConfig, AcceptServer> strategy) throws Exception {
    serveSome(strategy.apply(BUSY)); // the JVM opens files of its own
    Map<Integer, String> before = Descriptors.open();
    AcceptServer server = strategy.apply(BUSY);
    serveSome(server);
    long served = server.stats().served();
    assertThat(Descriptors.open()).isEqualTo(before);
    // A pool says that it has ended from within its last thread, which then still has to return.
    Await.until(
        "no worker is left",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("worker ")));
    assertThat(served).isEqualTo(server.stats().served());
  }

  private static void serveSome(AcceptServer server) throws Exception {
    List<SocketChannel> clients = new ArrayList<>();
    try {
      int port = server.start();
      for (int i = 0; i < CLIENTS; i++) clients.add(SocketChannel.open(Clients.address(port)));
      Await.until("all are accepted", () -> server.stats().accepted() == CLIENTS);
    } finally {
      server.close();
    }
    for (SocketChannel client : clients) client.close();
  }
}
