package acceptbench.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.testing.NeedsPrivateNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.profile.ProfilerException;

/// Somebody else's server may listen where none of ours does.
@ExtendWith(NeedsPrivateNetwork.class)
class ExternalAddressTest {
  private static final int BACKLOG = 60;

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "127.1.2.3"})
  void isMeasuredWhereItIs(String address) throws IOException, ProfilerException {
    try (ServerSocket here = new ServerSocket(0, BACKLOG, InetAddress.ofLiteral(address))) {
      Thread.ofPlatform().daemon().start(() -> greet(here));
      Map<String, String> parameters =
          Map.of(
              "strategy", "external",
              "address", address,
              "target", address + ":" + here.getLocalPort(),
              "clientWarmConnections", "20",
              "burst", "30");
      try (Bursts bursts = new Bursts(parameters)) {
        assertThat(bursts.iteration())
            .containsEntry("ledger.served", 30.0)
            .containsEntry("listener.effectiveBacklog", (double) BACKLOG);
      }
    }
  }

  private static void greet(ServerSocket here) {
    while (!here.isClosed()) {
      try (Socket client = here.accept()) {
        client.getOutputStream().write("220 here".getBytes(US_ASCII));
      } catch (IOException e) {
        // The client has gone, or the test is over.
      }
    }
  }
}
