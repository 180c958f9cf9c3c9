package acceptbench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.socket.Endpoint;
import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.TcpState;
import acceptbench.load.ledger.HalfOpenSyns;
import acceptbench.testing.Await;
import acceptbench.testing.NeedsPrivateNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NeedsPrivateNetwork.class)
class HalfOpenClientsTest {
  private static final int BACKLOG = 8;
  private static final int QUEUE = BACKLOG + 1;
  private static final int FEW = BACKLOG / 2;
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /// After 7 s the server gives up those of a full queue, which are there again after their next
  /// SYNs: what is there looks the same, and is not.
  @Test
  void anAccountOfMoreThanHalfAQueueEndsWhereTheyMayHaveBeenGivenUp() throws Exception {
    try (ServerSocket server = listener();
        ServerSocket other = listener();
        HalfOpenClients all = clients(server, QUEUE);
        HalfOpenClients few = clients(other, FEW)) {
      long start = System.nanoTime();
      all.open();
      few.open();
      assertThat(all.settle(() -> "").ledger().halfOpen().kept()).isEqualTo(QUEUE);
      Await.until(
          "7 s, and a full SYN queue",
          PATIENCE,
          () -> System.nanoTime() - start > HalfOpenSyns.KEPT_NANOS && halfOpen(server) == QUEUE);
      assertThatThrownBy(() -> all.settle(() -> ""))
          .hasMessageContaining(
              "the server gave some up or may have, as the kernel does after 7 s");
      assertThat(few.settle(() -> "").ledger().halfOpen().kept()).isEqualTo(FEW);
    }
  }

  private static ServerSocket listener() throws IOException {
    return new ServerSocket(0, BACKLOG, InetAddress.ofLiteral("127.0.0.1"));
  }

  private static HalfOpenClients clients(ServerSocket server, int count) throws ErrnoException {
    return new HalfOpenClients(
        Endpoint.loopback(server.getLocalPort()), count, Dialogue.serverGreets());
  }

  private static int halfOpen(ServerSocket server) throws ErrnoException {
    AtomicInteger count = new AtomicInteger();
    try (InetDiag diag = new InetDiag()) {
      diag.connections(
          server.getLocalPort(),
          socket -> {
            if (socket.state() == TcpState.SYN_RECV) count.incrementAndGet();
          });
    }
    return count.get();
  }
}
