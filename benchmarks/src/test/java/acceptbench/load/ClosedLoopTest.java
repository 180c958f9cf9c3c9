package acceptbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.TcpState;
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
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A closed loop awaits answers in the order of the handshakes, and must not depend on it.
@ExtendWith(NeedsPrivateNetwork.class)
class ClosedLoopTest {
  private static Ledger run(ServerSocket server, int connections) throws IOException {
    LoadPlan plan =
        new LoadPlan(
            new ClosedLoopArrivals(8), connections, TimeUnit.SECONDS.toNanos(20), List.of());
    try (LoadClient client =
        new LoadClient(server.getLocalPort(), 8, Dialogue.serverGreets(), DepthProbe.NONE)) {
      client.run(plan);
      Ledger ledger = client.settle(() -> 0).ledger();
      assertThat(client.latencies().firstByte().getTotalCount()).isEqualTo(ledger.served());
      return ledger;
    }
  }

  @Test
  void oneThatIsKeptWaitingKeepsNoOtherWaiting() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1"))) {
      Thread.ofPlatform().daemon().start(() -> greetTheFirstLast(server, 500));
      assertThat(run(server, 500).served()).isEqualTo(500);
    }
  }

  private static void greetTheFirstLast(ServerSocket server, int connections) {
    try (Socket first = server.accept()) {
      for (int i = 1; i < connections; i++) {
        try (Socket other = server.accept()) {
          HandlingServer.greet(other);
        }
      }
      HandlingServer.greet(first);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void resetsAndEndsAreTold() throws IOException {
    HandlingServer.Handler handler =
        (index, socket) -> {
          if (index % 10 == 9) socket.setSoLinger(true, 0);
          else if (index % 10 != 8) HandlingServer.greet(socket);
        };
    try (ServerSocket server = HandlingServer.start(handler)) {
      Ledger ledger = run(server, 200);
      assertThat(ledger.served()).isEqualTo(160);
      assertThat(ledger.reset()).isEqualTo(40);
      assertThat(ledger.missing()).isZero();
    }
  }

  /// The client ends each connection, by RST: a FIN would leave it in TIME_WAIT, on one side or the
  /// other.
  @Test
  void noConnectionIsLeftInTimeWait() throws IOException {
    try (ServerSocket server = HandlingServer.start((_, socket) -> greetUntilReset(socket))) {
      assertThat(run(server, 200).served()).isEqualTo(200);
      assertThat(inTimeWait(server.getLocalPort())).isZero();
    }
  }

  @Test
  void oneThatIsEndedByAFinIsLeftInTimeWait() throws Exception {
    try (ServerSocket server =
        HandlingServer.start((_, socket) -> socket.getInputStream().read())) {
      new Socket(server.getInetAddress(), server.getLocalPort()).close();
      Await.until("the server has closed, too", () -> inTimeWait(server.getLocalPort()) == 1);
    }
  }

  /// Of the connections of a server: others', of tests before, stay for a minute.
  private static int inTimeWait(int port) throws IOException {
    int[] count = {0};
    try (InetDiag diag = new InetDiag()) {
      diag.connections(
          port,
          socket -> {
            if (socket.state() == TcpState.TIME_WAIT) count[0]++;
          });
      diag.connections(
          0,
          socket -> {
            if (socket.remotePort() == port && socket.state() == TcpState.TIME_WAIT) count[0]++;
          });
    }
    return count[0];
  }

  private static void greetUntilReset(Socket socket) throws IOException {
    HandlingServer.greet(socket);
    try {
      throw new AssertionError("no RST, but " + socket.getInputStream().read());
    } catch (SocketException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }
}
