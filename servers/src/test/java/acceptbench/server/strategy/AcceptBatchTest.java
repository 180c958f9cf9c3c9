package acceptbench.server.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.LoopbackUp;
import acceptbench.server.AcceptBatch;
import acceptbench.server.ServerConfig;
import acceptbench.server.ServerProcess;
import acceptbench.testing.Await;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What an acceptor takes per wake-up, seen from outside: it obeys a command between two batches.
@ExtendWith(LoopbackUp.class)
class AcceptBatchTest {
  private static final int QUEUED = 30;

  @ParameterizedTest
  @EnumSource(names = {"NIO_SELECTOR", "NIO_WORKERS", "NETTY_NIO", "NETTY_EPOLL"})
  void isOneOrAllThatAreQueued(AcceptStrategy strategy) throws Exception {
    assertThat(acceptedWhenItObeys(strategy, AcceptBatch.ALL)).isEqualTo(QUEUED);
    assertThat(acceptedWhenItObeys(strategy, AcceptBatch.ONE)).isLessThan(QUEUED);
  }

  private static long acceptedWhenItObeys(AcceptStrategy strategy, AcceptBatch batch)
      throws Exception {
    ServerConfig config = new ServerConfig(QUEUED, 1, 0, 50_000).withAcceptBatch(batch);
    try (ServerProcess server = Servers.start(strategy, config)) {
      server.stall();
      List<SocketChannel> clients = new ArrayList<>();
      for (int i = 0; i < QUEUED; i++) clients.add(Clients.begin(server.port()));
      server.resume();
      Await.until("it accepts", () -> server.stats().accepted() > 0);
      server.stall();
      long accepted = server.stats().accepted();
      for (SocketChannel client : clients) client.close();
      return accepted;
    }
  }
}
