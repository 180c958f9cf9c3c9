package acceptbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.load.arrival.ArrivalSchedule;
import acceptbench.load.arrival.BurstArrivals;
import acceptbench.load.arrival.ClosedLoopArrivals;
import acceptbench.load.arrival.LoadPlan;
import acceptbench.load.ledger.Ledger;
import acceptbench.load.queue.DepthProbe;
import acceptbench.testing.Await;
import acceptbench.testing.HandlingServer;
import acceptbench.testing.NeedsPrivateNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Clients that keep their connections open for a while after the first byte, seen by a server that
/// keeps each until its client closes it.
@ExtendWith(NeedsPrivateNetwork.class)
class HeldConnectionsTest {
  private static final int HOLD_MILLIS = 150;

  private final Collection<Long> heldNanos = new ConcurrentLinkedQueue<>();

  private Ledger run(ArrivalSchedule arrivals, int connections, int slots) throws IOException {
    LoadPlan plan =
        new LoadPlan(arrivals, connections, TimeUnit.SECONDS.toNanos(20), List.of())
            .holding(HOLD_MILLIS);
    try (ServerSocket server = new ServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1"));
        LoadClient client =
            new LoadClient(
                server.getLocalPort(), slots, Dialogue.serverGreets(), DepthProbe.NONE)) {
      Thread.ofPlatform().daemon().start(() -> accept(server, connections));
      client.run(plan);
      return client.settle(() -> 0).ledger();
    }
  }

  private void accept(ServerSocket server, int connections) {
    for (int i = 0; i < connections; i++) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> keep(socket));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private void keep(Socket socket) {
    // Before the client can have read it: on a busy machine a write returns late.
    long greeted = System.nanoTime();
    try (socket) {
      HandlingServer.greet(socket);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    } catch (SocketException reset) {
      // The client ends it so.
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    heldNanos.add(System.nanoTime() - greeted);
  }

  @Test
  void eachOfABurstIsHeldAsLongAsAsked() throws Exception {
    Ledger ledger = run(new BurstArrivals(), 30, 30);
    assertThat(ledger).isEqualTo(new Ledger(30, 30, 0, 0, 0, 0, 0, 0, 0, 0));
    assertHeld(30);
  }

  /// One that is held open is one of those that a closed loop has at a time.
  @Test
  void aClosedLoopGoesOnWhenOneIsClosed() throws Exception {
    long start = System.nanoTime();
    Ledger ledger = run(new ClosedLoopArrivals(4), 12, 20);
    assertThat(ledger.served()).isEqualTo(12);
    assertThat(System.nanoTime() - start)
        .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(3L * HOLD_MILLIS));
    assertHeld(12);
  }

  /// With fewer slots than connections the next one waits for the first that is closed.
  @Test
  void slotsOfHeldConnectionsAreUsedAgain() throws Exception {
    assertThat(run(new BurstArrivals(), 9, 3).served()).isEqualTo(9);
    assertHeld(9);
  }

  private void assertHeld(int connections) throws Exception {
    Await.until("the server has seen all ends", () -> heldNanos.size() == connections);
    assertThat(heldNanos).allMatch(nanos -> nanos >= TimeUnit.MILLISECONDS.toNanos(HOLD_MILLIS));
  }
}
