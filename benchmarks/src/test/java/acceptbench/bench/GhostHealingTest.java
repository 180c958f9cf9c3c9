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
import acceptbench.load.Dialogue;
import acceptbench.load.LoadClient;
import acceptbench.load.arrival.BurstArrivals;
import acceptbench.load.arrival.LoadPlan;
import acceptbench.load.arrival.TimedAction;
import acceptbench.load.ledger.Ledger;
import acceptbench.load.ledger.Settlement;
import acceptbench.load.queue.DepthProbe;
import acceptbench.server.ServerProcess;
import acceptbench.testing.Await;
import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.QuickJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
  private static final long LAST_RESUME = 26 * SECOND / 10;
  private static final int MOST_TRIES = 5;

  private static final Dialogue CLIENT_SPEAKS =
      Dialogue.clientSpeaks("HELLO?".getBytes(StandardCharsets.US_ASCII));

  private final CounterReader reader = CounterReader.ofCallingThread();
  private final AtomicInteger ghostsSeen = new AtomicInteger();
  private final List<String> seen = new ArrayList<>();

  private interface AtTheEnd<T> {
    T take(ServerProcess server) throws IOException;
  }

  private Settlement<KernelCounters> run(Dialogue dialogue) throws IOException {
    return run(dialogue, 20 * SECOND, _ -> reader.read());
  }

  /// Whether there are ghosts is up to the kernel's timers: SYNs that are sent anew in one go find
  /// room together, and then their final ACKs do not; those that come one by one, or fill the queue
  /// just before the rest come, make none. So the load is repeated until it has made some.
  ///
  /// @param patience the last stall ends with it, or at [#LAST_RESUME]
  private <T> Settlement<T> run(Dialogue dialogue, long patience, AtTheEnd<T> atTheEnd)
      throws IOException {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Settlement<T> settled = runOnce(dialogue, patience, atTheEnd);
      if (ghostsSeen.get() > 0) return settled;
    }
    throw new AssertionError(
        "no ghosts while the server was stalled, in %d tries: %s".formatted(MOST_TRIES, seen));
  }

  private <T> Settlement<T> runOnce(Dialogue dialogue, long patience, AtTheEnd<T> atTheEnd)
      throws IOException {
    ghostsSeen.set(0);
    try (Setting _ = Sysctls.ofThisMachine().set(Map.of("net.ipv4.tcp_syncookies", 2L));
        ServerProcess server =
            ServerProcess.start(
                "epoll", idle().with("backlog", BACKLOG), new BitSet(), QuickJvm.ARGUMENTS);
        LoadClient client = new LoadClient(server.port(), CONNECTIONS, dialogue, DepthProbe.NONE)) {
      server.stall();
      List<TimedAction> actions = new ArrayList<>();
      actions.add(new TimedAction(SECOND / 2, server::resume));
      actions.add(new TimedAction(7 * SECOND / 10, server::stall));
      actions.add(new TimedAction(5 * SECOND / 2, () -> look(server.port())));
      if (patience > LAST_RESUME) actions.add(new TimedAction(LAST_RESUME, server::resume));
      client.run(new LoadPlan(new BurstArrivals(), CONNECTIONS, patience, actions));
      return client.settle(() -> atTheEnd.take(server));
    }
  }

  private void look(int port) {
    ghostsSeen.set(ghosts(port));
    seen.add(
        "%d ghosts of %d clients connected, %d not yet"
            .formatted(
                ghostsSeen.get(),
                clients(port, Set.of(TcpState.ESTABLISHED)),
                clients(port, Set.of(TcpState.SYN_SENT))));
  }

  /// Clients that are ESTABLISHED, less the server's sockets in whatever state.
  private static int ghosts(int port) {
    int[] count = {clients(port, Set.of(TcpState.ESTABLISHED))};
    try (InetDiag diag = new InetDiag()) {
      diag.connections(port, _ -> count[0]--);
    } catch (ErrnoException e) {
      throw new UncheckedIOException(e);
    }
    return count[0];
  }

  private static int clients(int port, Set<Integer> states) {
    int[] count = new int[1];
    try (InetDiag diag = new InetDiag()) {
      diag.connections(
          0,
          socket -> {
            if (socket.remotePort() == port && states.contains(socket.state())) count[0]++;
          });
    } catch (ErrnoException e) {
      throw new UncheckedIOException(e);
    }
    return count[0];
  }

  @Test
  void ghostsStayGhostsWhereTheServerSpeaksFirst() throws IOException {
    Ledger ledger = run(Dialogue.serverGreets()).ledger();
    assertThat(ledger.ghost()).isGreaterThanOrEqualTo(ghostsSeen.get());
    assertThat(ledger.served()).isEqualTo(CONNECTIONS - ledger.ghost());
  }

  @Test
  void whatAClientSaysFirstHealsItsGhost() throws IOException {
    Ledger ledger = run(CLIENT_SPEAKS).ledger();
    assertThat(ledger.ghost()).isZero();
    assertThat(ledger.served()).isEqualTo(CONNECTIONS);
  }

  /// There are ghosts when patience is over, and they are healed while kernel and server are asked:
  /// what these say then is no longer said of ghosts.
  @Test
  void aGhostThatIsHealedWhileTheAccountIsClosedIsNone() throws IOException {
    AtomicReference<ServerProcess> resumed = new AtomicReference<>();
    Settlement<Long> settled =
        run(
            CLIENT_SPEAKS,
            LAST_RESUME - SECOND / 20,
            server -> {
              if (resumed.getAndSet(server) != server) server.resume();
              awaitNobodyWaits(server.port());
              return server.stats().accepted();
            });
    Ledger ledger = settled.ledger();
    assertThat(ledger.ghost()).isZero();
    assertThat(ledger.served() + ledger.timedOut()).isEqualTo(CONNECTIONS);
    assertThat(settled.snapshot()).isEqualTo(CONNECTIONS);
  }

  /// Whoever the server has greeted and left is no longer ESTABLISHED, though nobody reads it. And
  /// some may still be on their way: those whose second SYN came one by one found a full queue, and
  /// are no ghosts but wait for their third.
  private static void awaitNobodyWaits(int port) {
    Set<Integer> waiting = Set.of(TcpState.SYN_SENT, TcpState.ESTABLISHED);
    try {
      Await.until("each client has been greeted", () -> clients(port, waiting) == 0);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
