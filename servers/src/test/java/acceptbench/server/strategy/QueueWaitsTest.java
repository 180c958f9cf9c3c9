package acceptbench.server.strategy;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.server.ServerProcess;
import acceptbench.server.parameter.ServerConfig;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class QueueWaitsTest {
  /// The kernel's clock for this ticks every 10 ms at the slowest (CONFIG_HZ=100), at both ends.
  private static final long TICK_MILLIS = 10;

  private static final ServerConfig ASKED = idle().with("queueWait", true);

  static Stream<AcceptStrategy> thoseThatTell() {
    return Stream.of(AcceptStrategy.values()).filter(it -> it.has(Trait.QUEUE_WAITS));
  }

  @ParameterizedTest
  @MethodSource("thoseThatTell")
  void areFromTheHandshakesEndToTheAccept(AcceptStrategy strategy) throws Exception {
    try (ServerProcess server = Servers.start(strategy, ASKED)) {
      server.stall();
      long before = System.nanoTime();
      SocketChannel client = SocketChannel.open(Clients.address(server.port()));
      client.setOption(
          StandardSocketOptions.SO_LINGER, 0); // else a TIME_WAIT is left at the server
      long queued = System.nanoTime();
      Thread.sleep(200);
      long resumed = System.nanoTime();
      server.resume();
      assertThat(Clients.talk(client, strategy.request())).isEqualTo("HELLO");
      long greeted = System.nanoTime();
      client.close();

      Map<Integer, Long> waits = Servers.quiet(server, 1).queueWaits();
      assertThat(waits).hasSize(1).containsValue(1L);
      assertThat((long) waits.keySet().iterator().next())
          .isBetween(
              TimeUnit.NANOSECONDS.toMillis(resumed - queued) - TICK_MILLIS,
              TimeUnit.NANOSECONDS.toMillis(greeted - before) + TICK_MILLIS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void areNotThereUnlessAskedForOrWhereNobodyKnows(AcceptStrategy strategy) throws Exception {
    ServerConfig config = strategy.has(Trait.QUEUE_WAITS) ? idle() : ASKED;
    try (ServerProcess server = Servers.start(strategy, config)) {
      Clients.allGreeted(server.port(), strategy.request(), 1, 1);
      assertThat(Servers.quiet(server, 1).queueWaits()).isEmpty();
    }
  }
}
