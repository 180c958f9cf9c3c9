package acceptbench.bench;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.kernel.CounterReader;
import acceptbench.kernel.KernelCounters;
import acceptbench.kernel.Sysctls;
import acceptbench.kernel.Sysctls.Setting;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.TcpState;
import acceptbench.load.DepthProbe;
import acceptbench.load.Dialogue;
import acceptbench.load.LoadClient;
import acceptbench.load.LoadPlan;
import acceptbench.load.TimedAction;
import acceptbench.load.arrival.BurstArrivals;
import acceptbench.load.ledger.Ledger;
import acceptbench.load.ledger.Settlement;
import acceptbench.server.ServerProcess;
import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.QuickJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Ghosts made on purpose, by a server that answers with cookies, is stalled, has room for a moment
/// and is stalled again while many SYNs are sent anew: lost where the server is to speak first,
/// healed where the client does.
@ExtendWith(NeedsPrivateNetwork.class)
class GhostHealingTest {
  private static final int BACKLOG = 63;
  private static final int QUEUE = BACKLOG + 1;

  /// One queue is served before the SYNs are sent anew, one queue of those that are finds room, and
  /// there are so few ghosts that one queue has room for all of them, when they say something anew.
  private static final int CONNECTIONS = 3 * QUEUE - 10;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final CounterReader reader = CounterReader.ofCallingThread();
  private final AtomicInteger ghostsSeen = new AtomicInteger();

  private Settlement<KernelCounters> run(Dialogue dialogue) throws IOException {
    try (Setting _ = Sysctls.ofThisMachine().set(Map.of("net.ipv4.tcp_syncookies", 2L));
        ServerProcess server =
            ServerProcess.start(
                "epoll", idle().with("backlog", BACKLOG), new BitSet(), QuickJvm.ARGUMENTS);
        LoadClient client = new LoadClient(server.port(), CONNECTIONS, dialogue, DepthProbe.NONE)) {
      server.stall();
      client.run(
          new LoadPlan(
              new BurstArrivals(),
              CONNECTIONS,
              20 * SECOND,
              List.of(
                  new TimedAction(SECOND / 2, server::resume),
                  new TimedAction(7 * SECOND / 10, server::stall),
                  new TimedAction(5 * SECOND / 2, () -> ghostsSeen.set(ghosts(server.port()))),
                  new TimedAction(26 * SECOND / 10, server::resume))));
      return client.settle(reader::read);
    }
  }

  /// Clients that are ESTABLISHED, less the server's sockets in whatever state.
  private static int ghosts(int port) {
    int[] count = new int[1];
    try (InetDiag diag = new InetDiag()) {
      diag.connections(
          0,
          socket -> {
            if (socket.remotePort() == port && socket.state() == TcpState.ESTABLISHED) count[0]++;
          });
      diag.connections(port, _ -> count[0]--);
    } catch (ErrnoException e) {
      throw new UncheckedIOException(e);
    }
    return count[0];
  }

  @Test
  void ghostsStayGhostsWhereTheServerSpeaksFirst() throws IOException {
    Ledger ledger = run(Dialogue.serverGreets()).ledger();
    assertThat(ghostsSeen.get()).isPositive();
    assertThat(ledger.ghost()).isGreaterThanOrEqualTo(ghostsSeen.get());
    assertThat(ledger.served()).isEqualTo(CONNECTIONS - ledger.ghost());
  }

  @Test
  void whatAClientSaysFirstHealsItsGhost() throws IOException {
    byte[] opening = "HELLO?".getBytes(StandardCharsets.US_ASCII);
    Ledger ledger = run(Dialogue.clientSpeaks(opening)).ledger();
    assertThat(ghostsSeen.get()).as("ghosts while the server was stalled").isPositive();
    assertThat(ledger.ghost()).isZero();
    assertThat(ledger.served()).isEqualTo(CONNECTIONS);
  }
}
