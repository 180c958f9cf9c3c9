package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs that show how fast a full queue is emptied, and what was measured beside them.
class DrainReportTest {
  @TempDir Path folder;

  @BeforeEach
  void writeARun() throws IOException {
    SampleRun run = new SampleRun();
    drain(run, "epoll", 7_160);
    drain(run, "blocking", 12_472);
    drain(run, "broken", Double.NaN);
    run.writeTo(folder);
    Files.writeString(
        folder.resolve("reference.json"),
        """
        {"what": "a C loop <b>", "unit": "ns per connection", "pairs": 5, "command": "drain-ratio 5",
         "rows": [{"name": "epoll", "reference": 5836, "measured": 7160, "ratio": 1.09}]}
        """);
    Report.write(folder);
  }

  private static void drain(SampleRun run, String strategy, double nanos) {
    ObjectNode cell =
        run.cell(
            "acceptbench.bench.DrainBenchmark.drain",
            "ss",
            Map.of("strategy", strategy, "backlog", "4096", "burst", "4096"));
    SampleRun.metric(cell, "primaryMetric", "ms/op", nanos * 4096 / 1e6);
    SampleRun.metric(
        cell.withObject("/secondaryMetrics"), "drain.nanosPerConnection", "ns", nanos, nanos);
    SampleRun.count(cell, "ledger.attempted", 4096);
    SampleRun.count(cell, "ledger.served", 4096);
    SampleRun.count(cell, "server.acceptsPerWakeup", strategy.equals("epoll") ? 4096 : Double.NaN);
    SampleRun.count(cell, "server.switchesPerAccept", 0.014);
  }

  @Test
  void theTableAndTheSentencesTellTheTimeForEachConnection() throws IOException {
    assertThat(Files.readString(folder.resolve("report.md")))
        .contains("| strategy | backlog | per connection | ± error (99.9 %) |")
        .contains("| epoll | 4096 | 7.16 µs | not measured |")
        .contains("| accepts per wake-up | context switches per accept |")
        .contains("| 4,096 | 0.014 |", "| not measured | 0.014 |")
        .contains("| broken | 4096 | not measured |")
        .contains("Nobody: with 1 launch of each nothing is ranked. It takes 4 launches (-f 4)")
        .doesNotContain("connect p99");
  }

  @Test
  void whatWasMeasuredBesideHasASection() throws IOException {
    assertThat(Files.readString(folder.resolve("report.md")))
        .contains("## Beside a C loop &lt;b&gt;", "| epoll | 5,836 | 7,160 | 1.09 |");
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("Beside a C loop &lt;b&gt;", "drain-ratio 5", "5 pairs, in ns per connection");
  }

  @Test
  void theIndexSaysWhatARunIsOf() throws IOException {
    Path published = Files.createDirectories(folder.resolve("published"));
    for (String file : new String[] {"results.json", "reference.json"}) {
      Path copy = published.resolve("drained").resolve(file);
      Files.createDirectories(published.resolve("drained"));
      Files.copy(folder.resolve(file), copy);
    }
    SampleRun.standard().writeTo(published.resolve("standard"));
    assertThat(PublishedIndex.write(published).runs()).isEqualTo(2);
    assertThat(Files.readString(published.resolve("index.md")))
        .contains("| DrainBenchmark.drain, beside a C loop &lt;b&gt; | 3 | 3 |")
        .contains("| BurstBenchmark.burst | 4 | 20 |");
  }
}
