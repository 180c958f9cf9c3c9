package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.Program.End;
import acceptbench.launch.ExitCode;
import acceptbench.testing.HandlingServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Servers that are there already, measured as a user does it.
@ResourceLock(Program.HOSTS_STACK)
class ExternalServerIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// One iteration with a few connections.
  private static final String A_MOMENT =
      "ConnectBenchmark --network host --results run -wi 0 -i 1 -r 200ms -p strategy=external -p"
          + " backlog=128 -p warmConnections=20 -p handlerMicros=0 -p patienceMillis=10000 -p"
          + " target=";

  @TempDir private Path folder;

  private End measure(String target) throws IOException, InterruptedException {
    return new Program(folder).from(Program.JAR).run((A_MOMENT + target).split(" ", -1));
  }

  private JsonNode results() throws IOException {
    return JSON.readTree(folder.resolve("run").resolve("results.json").toFile());
  }

  private static double score(JsonNode cell, String metric) {
    return cell.path("secondaryMetrics").path(metric).path("score").asDouble(-1);
  }

  @Test
  void aServerThatIsThereAlreadyIsMeasuredOnTheHostsStack() throws Exception {
    try (ServerSocket server = HandlingServer.start(77, (_, socket) -> greet(socket))) {
      End end = measure("127.0.0.1:" + server.getLocalPort());
      assertThat(end.exitCode()).as("%s", end).isEqualTo(ExitCode.OK);
      JsonNode cell = results().get(0);
      assertThat(score(cell, "ledger.served")).isPositive();
      assertThat(score(cell, "listener.effectiveBacklog")).isEqualTo(77);
    }
  }

  private static void greet(Socket socket) throws IOException {
    socket.getOutputStream().write("220 here".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aTargetThatIsNotThisMachineIsRefused() throws Exception {
    End end = measure("192.0.2.1:80");
    assertThat(end.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(end.err())
        .containsExactly(
            "acceptbench: target '192.0.2.1:80' is not an address of this machine; load is put on"
                + " no other");
  }
}
