package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.Program.End;
import acceptbench.testing.CompressedLines;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A row for each connection, from the option to the export.
class ConnectionsIT {
  private static final String RUN =
      "BurstBenchmark -p strategy=epoll -p backlog=16,400 -p burst=300 -p burstRate=max"
          + " -p handlerMicros=0 -p warmConnections=0 -wi 1 -i 2 -f 2 --connections --results r";

  @TempDir private Path folder;

  @Test
  void theRowsOfARunAddUpToItsLedger() throws Exception {
    End run = new Program(folder).run(RUN.split(" ", -1));
    assertThat(run.exitCode()).as("%s", run).isZero();
    assertThat(run.out()).contains("  rows     one for each connection (--connections)");
    End end =
        new Program(folder)
            .through("sh", "-c", "exec \"$@\" > rows.csv.gz", "sh")
            .run("export", "r", "--format", "connections");
    assertThat(end.err()).isEmpty();
    assertThat(end.exitCode()).isZero();

    List<String> lines = new ArrayList<>(CompressedLines.of(folder.resolve("rows.csv.gz")));
    List<String> header = List.of(lines.removeFirst().split(",", -1));
    assertThat(header).startsWith("benchmark", "strategy", "backlog");
    List<String[]> rows = lines.stream().map(line -> line.split(",", -1)).toList();
    assertThat(rows).hasSize(2 * 2 * 2 * 300);
    int backlog = header.indexOf("backlog");
    int fate = header.indexOf("fate");
    int syns = header.indexOf("synsSent");
    for (JsonNode cell : new ObjectMapper().readTree(folder.resolve("r/results.json").toFile())) {
      List<String[]> own =
          rows.stream()
              .filter(row -> row[backlog].equals(cell.at("/params/backlog").asText()))
              .toList();
      assertThat(sum(own, _ -> 1)).isEqualTo(all(cell, "ledger.attempted"));
      assertThat(sum(own, row -> row[fate].equals("ghost") ? 1 : 0))
          .isEqualTo(all(cell, "ledger.ghost"));
      assertThat(sum(own, row -> Integer.parseInt(row[syns]) - 1))
          .isEqualTo(all(cell, "ledger.synRetries"));
    }
  }

  private static double sum(List<String[]> rows, ToDoubleFunction<String[]> value) {
    return rows.stream().mapToDouble(value).sum();
  }

  /// Over all iterations of all launches.
  private static double all(JsonNode cell, String metric) {
    double sum = 0;
    for (JsonNode launch : cell.path("secondaryMetrics").path(metric).path("rawData"))
      for (JsonNode iteration : launch) sum += iteration.asDouble();
    return sum;
  }
}
