package acceptbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.Libc;
import acceptbench.linux.socket.Endpoint;
import acceptbench.linux.socket.IpAddress;
import acceptbench.linux.socket.Ipv6;
import acceptbench.linux.socket.SocketConstants;
import acceptbench.linux.socket.TcpSocket;
import acceptbench.load.ServerSight.Found;
import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A server that is elsewhere is in `acceptbench.cli.ServerElsewhereIT`: it takes two namespaces.
@ExtendWith(NeedsPrivateNetwork.class)
class ServerSightTest {
  private static final int PATIENCE_MILLIS = 20_000;

  private static Found look(Endpoint server, int patienceMillis) throws IOException {
    try (ServerSight sight = new ServerSight(server)) {
      return sight.look(patienceMillis);
    }
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 127.0.0.1", "::1, ::1", "::, ::", "::, 127.0.0.1"})
  void aServerThatAcceptsIsSeenToDoSo(String listening, String target) throws IOException {
    Requirement.require(Ipv6.missingFor(listening));
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.ofLiteral(listening))) {
      Thread.ofPlatform().daemon().start(() -> acceptOne(server, false));
      assertThat(look(Endpoint.of(target, server.getLocalPort()), PATIENCE_MILLIS))
          .isEqualTo(Found.ACCEPTED);
    }
  }

  /// Of such a connection no socket is left that could be looked at.
  @Test
  void oneThatResetsAtOnceHasAccepted() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
      Thread.ofPlatform().daemon().start(() -> acceptOne(server, true));
      assertThat(look(Endpoint.loopback(server.getLocalPort()), PATIENCE_MILLIS))
          .isEqualTo(Found.ACCEPTED);
    }
  }

  private static void acceptOne(ServerSocket server, boolean reset) {
    try (Socket client = server.accept()) {
      if (reset) client.setSoLinger(true, 0);
      else client.getInputStream().read();
    } catch (IOException e) {
      // The client is gone, or the test over.
    }
  }

  @Test
  void aListenerThatNobodyAcceptsFromIsTold() throws IOException {
    int listener = TcpSocket.listen(IpAddress.LOOPBACK, 0, 0, 0, false);
    int port = TcpSocket.localPort(listener);
    try {
      // It gets in, and waits in vain.
      assertThat(look(Endpoint.loopback(port), 100)).isEqualTo(Found.NOBODY_ACCEPTS);
      // There it stays, though its client has gone: the queue is full, whatever the patience.
      assertThat(look(Endpoint.loopback(port), Integer.MAX_VALUE)).isEqualTo(Found.NOBODY_ACCEPTS);
    } finally {
      Libc.close(listener);
    }
  }

  /// With TCP_DEFER_ACCEPT nobody can accept a client that has not said anything yet.
  @Test
  void aServerThatWaitsForTheClientsFirstWordIsThere() throws IOException {
    int listener = TcpSocket.listen(0, 5, 0, false);
    try {
      TcpSocket.setTcpOption(listener, SocketConstants.TCP_DEFER_ACCEPT, 60);
      assertThat(look(Endpoint.loopback(TcpSocket.localPort(listener)), PATIENCE_MILLIS))
          .isEqualTo(Found.ACCEPTED);
    } finally {
      Libc.close(listener);
    }
  }
}
