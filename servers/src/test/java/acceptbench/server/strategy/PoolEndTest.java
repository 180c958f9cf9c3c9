package acceptbench.server.strategy;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.LoopbackUp;
import acceptbench.server.strategy.socket.BlockingPoolServer;
import acceptbench.testing.Await;
import acceptbench.testing.Descriptors;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LoopbackUp.class)
class PoolEndTest {
  /// One is being served for 300 ms, and four wait in the pool's queue.
  @Test
  void whenAPoolServerIsClosedItsThreadsAndConnectionsHaveEnded() throws Exception {
    serveOne(); // the JVM opens files of its own
    Map<Integer, String> before = Descriptors.open();
    serveOne();
    assertThat(Descriptors.open()).isEqualTo(before);
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("worker "));
  }

  private static void serveOne() throws Exception {
    BlockingPoolServer server =
        new BlockingPoolServer(idle().with("workers", 1).with("handlerMicros", 300_000));
    List<SocketChannel> clients = new ArrayList<>();
    try {
      int port = server.start();
      for (int i = 0; i < 5; i++) clients.add(SocketChannel.open(Clients.address(port)));
      Await.until("all are accepted", () -> server.stats().accepted() == 5);
    } finally {
      server.close();
    }
    assertThat(server.stats().served()).isLessThan(5);
    for (SocketChannel client : clients) client.close();
  }
}
