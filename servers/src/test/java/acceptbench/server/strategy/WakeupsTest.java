package acceptbench.server.strategy;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.server.ServerProcess;
import acceptbench.server.ServerStats;
import acceptbench.server.parameter.AcceptBatch;
import acceptbench.server.parameter.ServerConfig;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How often acceptors wake up, and how often the server's threads are taken off a CPU.
class WakeupsTest {
  private static final int QUEUED = 24;

  static Stream<AcceptStrategy> all() {
    return Stream.of(AcceptStrategy.values());
  }

  /// All are queued before it accepts the first: one wake-up for each where it takes one at a time,
  /// one for all where it takes all. Where accept itself is the wait there are none.
  @ParameterizedTest
  @MethodSource("all")
  void aWakeUpIsForOneOrForAll(AcceptStrategy strategy) throws Exception {
    long ofOne = wakeups(strategy, AcceptBatch.ONE);
    if (ofOne == 0) {
      assertThat(wakeups(strategy, AcceptBatch.ALL)).isZero();
      assertThat(strategy.has(Trait.TELLS_WAKEUPS)).isFalse();
      return;
    }
    assertThat(strategy.has(Trait.TELLS_WAKEUPS)).isTrue();
    assertThat(ofOne).isEqualTo(QUEUED);
    assertThat(wakeups(strategy, AcceptBatch.ALL)).isEqualTo(1);
  }

  private static long wakeups(AcceptStrategy strategy, AcceptBatch batch) throws Exception {
    ServerConfig config = idle().with("backlog", QUEUED).with("acceptBatch", batch);
    try (ServerProcess server = Servers.start(strategy, config)) {
      server.stall();
      ServerStats before = server.stats();
      List<SocketChannel> clients = new ArrayList<>();
      for (int i = 0; i < QUEUED; i++) clients.add(Clients.begin(server.port()));
      for (SocketChannel client : clients) assertThat(client.finishConnect()).isTrue();
      server.resume();
      for (SocketChannel client : clients)
        assertThat(Clients.talk(client, strategy.request())).endsWith("HELLO");
      for (SocketChannel client : clients) client.close();
      ServerStats after = Servers.quiet(server, QUEUED);
      assertThat(after.switches()).isGreaterThan(before.switches());
      return after.wakeups() - before.wakeups();
    }
  }
}
