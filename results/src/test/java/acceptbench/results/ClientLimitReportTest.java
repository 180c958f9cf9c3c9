package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a report says of cells in which the load client was at its limit.
class ClientLimitReportTest {
  @TempDir Path folder;

  private final DrawnLaunches drawn = new DrawnLaunches(1);

  private void cell(String strategy, int clients, double client, double server, double thread) {
    ObjectNode cell =
        drawn.cell(
            Map.of("strategy", strategy, "backlog", "64", "clients", Integer.toString(clients)),
            2,
            50_000,
            0);
    metric(cell, "client.busy", client);
    metric(cell, "server.busy", server);
    metric(cell, "server.busiestThread", thread);
  }

  private static void metric(ObjectNode cell, String name, double value) {
    double[][] launches = new double[2][DrawnLaunches.ITERATIONS];
    for (double[] launch : launches) Arrays.fill(launch, value);
    DrawnLaunches.metric(cell, name, "#", launches);
  }

  private String report() throws IOException {
    drawn.writeTo(folder);
    Report.write(folder);
    return Files.readString(folder.resolve("report.md"));
  }

  @Test
  void aCellSaysThatItsClientWasTheLimitAndHowBusyBothWere() throws IOException {
    cell("fast", 1, 97.2, 41.4, 40.6);
    cell("slow", 1, 50, 99, 99);
    assertThat(report())
        .contains("Where the client was the limit")
        .contains(
            "- **fast** at backlog 64: the client was the limit: its CPU was 97 % busy, the"
                + " server's 41 %, and its busiest thread had one for 41 % of the time.")
        .doesNotContain("**slow** at backlog 64: the client")
        .containsPattern("\\| fast \\| 64 ¶ \\|")
        .contains("- ¶: the client was the limit and not the server");
  }

  @Test
  void severalClientsHaveSeveralCpus() throws IOException {
    cell("fast", 4, 93, 8, 70);
    assertThat(report())
        .contains(
            "- **fast** at backlog 64: the clients were the limit: their 4 CPUs were 93 % busy, the"
                + " server's 8 %, and its busiest thread had one for 70 % of the time.");
  }

  /// A server with one thread on many CPUs can do no more, though most of them are idle.
  @Test
  void whereAThreadOfTheServersIsAtItsLimitTooNobodyIsBlamed() throws IOException {
    cell("one-thread", 1, 98, 12, 97);
    cell("all-cpus", 1, 98, 95, 60);
    cell("not-known", 1, 98, 20, Double.NaN);
    cell("idle-client", 1, 89, 20, 20);
    assertThat(report()).doesNotContain("¶").doesNotContain("client was the limit");
  }
}
