package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.results.export.ExportFormat;
import acceptbench.results.run.Run;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Exported files, read back by what reads them.
class ExportReadBackTest {
  private static final String HEADER =
      "cell,launch,iteration,connection,intendedStartNanos,startNanos,handshakeNanos,acceptNanos,"
          + "firstByteNanos,synsSent,listener,fate";

  @TempDir private Path folder;
  private final DrawnLaunches drawn = new DrawnLaunches(12);

  /// Two launches that kept their schedule, and one that did not.
  private ObjectNode cell(Map<String, String> params) {
    ObjectNode cell = drawn.cell(params, 3, 1, 0);
    DrawnLaunches.metric(cell, "firstByte:p0.99", "us/op", new double[][] {{100}, {300}, {9_000}});
    DrawnLaunches.metric(cell, "schedule.kept", "#", new double[][] {{1}, {1}, {0}});
    return cell;
  }

  private Path exported(ExportFormat format, String name) throws IOException {
    Path file = folder.resolve(name);
    Run run = Run.readScores(drawn.writeTo(folder.resolve("run")));
    try (OutputStream out = Files.newOutputStream(file)) {
      format.write(run, out);
    }
    return file;
  }

  private void rows(String name, String... parts) throws IOException {
    Path connections = Files.createDirectories(folder.resolve("run/connections"));
    try (OutputStream out = Files.newOutputStream(connections.resolve(name))) {
      for (String part : parts) {
        GZIPOutputStream compressed = new GZIPOutputStream(out);
        compressed.write(part.getBytes(StandardCharsets.UTF_8));
        compressed.finish();
      }
    }
  }

  @Test
  void pythonReadsTheMetrics() throws Exception {
    cell(Map.of("strategy", "epoll", "backlog", "128", "send", "=\"a\", b"));
    cell(Map.of("strategy", "blocking", "backlog", "128"));
    JsonNode rows =
        Python.read(
            exported(ExportFormat.CSV, "metrics.csv"),
            "csv",
            "python3",
            "import csv, json, sys\n"
                + "print(json.dumps(list(csv.DictReader(open(sys.argv[1], newline='')))))");
    // Score, four metrics of the cell, and whether it kept its schedule.
    assertThat(rows).hasSize(12);
    JsonNode firstByte = rows.get(1);
    assertThat(firstByte.path("metric").asText()).isEqualTo("firstByte:p0.99");
    assertThat(firstByte.path("benchmark").asText())
        .isEqualTo("acceptbench.bench.BurstBenchmark.burst");
    assertThat(firstByte.path("send").asText()).isEqualTo("'=\"a\", b");
    assertThat(firstByte.path("unit").asText()).isEqualTo("us/op");
    assertThat(firstByte.path("launches").asText()).isEqualTo("2");
    assertThat(firstByte.path("median").asDouble()).isEqualTo(200);
    assertThat(firstByte.path("low").asDouble()).isEqualTo(100);
    assertThat(firstByte.path("high").asDouble()).isEqualTo(300);
    assertThat(firstByte.path("p99").asText()).isEmpty();
    assertThat(rows.get(6).path("send").asText()).isEmpty();
  }

  @Test
  void prometheusReadsTheGauges() throws Exception {
    cell(Map.of("strategy", "epoll", "backlog", "128", "send", "a\"b\\c\nd"));
    JsonNode families =
        Python.read(
            exported(ExportFormat.OPEN_METRICS, "metrics.txt"),
            "prometheus_client.openmetrics.parser",
            "python3-prometheus-client",
            """
            import json, sys
            from prometheus_client.openmetrics.parser import text_string_to_metric_families
            text = open(sys.argv[1], encoding="utf-8", newline="").read()
            print(json.dumps({f.name: [f.type, f.unit, [[s.labels, s.value] for s in f.samples]]
                              for f in text_string_to_metric_families(text)}))
            """);
    JsonNode firstByte = families.path("acceptbench_first_byte_p99_seconds");
    assertThat(firstByte.at("/0").asText()).isEqualTo("gauge");
    assertThat(firstByte.at("/1").asText()).isEqualTo("seconds");
    assertThat(firstByte.at("/2")).hasSize(1);
    assertThat(firstByte.at("/2/0/0/send").asText()).isEqualTo("a\"b\\c\nd");
    assertThat(firstByte.at("/2/0/1").asDouble()).isEqualTo(200e-6);
  }

  /// Its schema is <https://bencher.dev/bmf.json>: benchmarks with measures, each with a number
  /// `value`, and the other two numbers where they are there. A measure's name that is to be its
  /// slug has 64 characters at most, a benchmark's name 1,024.
  @Test
  void bencherGetsWhatItsSchemaAsksFor() throws Exception {
    cell(Map.of("strategy", "epoll", "backlog", "128"));
    JsonNode all = new ObjectMapper().readTree(exported(ExportFormat.BENCHER, "bmf.json").toFile());
    assertThat(all.isObject()).isTrue();
    assertThat(all.properties()).isNotEmpty();
    for (Map.Entry<String, JsonNode> benchmark : all.properties()) {
      assertThat(benchmark.getKey()).hasSizeBetween(1, 1_024);
      assertThat(benchmark.getValue().properties()).isNotEmpty();
      for (Map.Entry<String, JsonNode> measure : benchmark.getValue().properties()) {
        assertThat(measure.getKey()).matches("[a-z0-9]+(-[a-z0-9]+)*").hasSizeLessThanOrEqualTo(64);
        for (String number : new String[] {"value", "lower_value", "upper_value"})
          assertThat(measure.getValue().path(number).isNumber()).as(number).isTrue();
      }
    }
  }

  @Test
  void pythonReadsEachConnection() throws Exception {
    cell(Map.of("strategy", "command", "backlog", "128", "command", "run it, \"now\""));
    cell(Map.of("strategy", "blocking", "backlog", "64"));
    String quoted =
        "\"BurstBenchmark.burst;backlog=128;command=run_it__\"\"now\"\";strategy=command\"";
    rows(
        "0001-1.csv.gz",
        HEADER + "\r\n" + quoted + ",1,0,1,0,5,9,12,20,1,0,served\r\n",
        quoted + ",1,1,1,0,5,,,,4,,timedOut\r\n");
    rows(
        "0002-1.csv.gz",
        HEADER
            + "\r\nBurstBenchmark.burst;backlog=64;strategy=blocking,1,0,1,0,5,9,,,1,,ghost\r\n");
    rows("0003-1.csv.gz.unfinished", "not whole");
    JsonNode rows =
        Python.read(
            exported(ExportFormat.CONNECTIONS, "connections.csv.gz"),
            "csv, gzip",
            "python3",
            "import csv, gzip, json, sys\n"
                + "print(json.dumps(list(csv.DictReader(gzip.open(sys.argv[1], 'rt',"
                + " newline='')))))");
    assertThat(rows).hasSize(3);
    JsonNode first = rows.get(0);
    assertThat(first.path("benchmark").asText()).isEqualTo("BurstBenchmark.burst");
    assertThat(first.path("strategy").asText()).isEqualTo("run it, \"now\"");
    assertThat(first.path("acceptNanos").asText()).isEqualTo("12");
    assertThat(first.path("fate").asText()).isEqualTo("served");
    assertThat(rows.get(1).path("iteration").asText()).isEqualTo("1");
    assertThat(rows.get(1).path("handshakeNanos").asText()).isEmpty();
    assertThat(rows.get(1).path("synsSent").asText()).isEqualTo("4");
    assertThat(rows.get(2).path("strategy").asText()).isEqualTo("blocking");
    assertThat(rows.get(2).path("backlog").asText()).isEqualTo("64");
    assertThat(rows.get(2).path("fate").asText()).isEqualTo("ghost");
  }

  @Test
  void connectionsThatCanNotBeUsedAreOneLine() throws Exception {
    cell(Map.of("strategy", "epoll", "backlog", "128"));
    assertThatThrownBy(() -> exported(ExportFormat.CONNECTIONS, "none.csv.gz"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "run: no rows of connections; they are kept where a run has --connections");
    rows("0001-1.csv.gz", HEADER + "\r\nBurstBenchmark.burst;backlog=5,1,0,1\r\n");
    assertThatThrownBy(() -> exported(ExportFormat.CONNECTIONS, "foreign.csv.gz"))
        .hasMessageEndingWith("0001-1.csv.gz: line 2: of a cell that is not in the run");
    rows("0001-1.csv.gz", "connect,fate\r\n");
    assertThatThrownBy(() -> exported(ExportFormat.CONNECTIONS, "other.csv.gz"))
        .hasMessageEndingWith("line 1: not the names of the columns of connections");
    Path file = folder.resolve("run/connections/0001-1.csv.gz");
    rows("0001-1.csv.gz", HEADER + "\r\n");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 9));
    assertThatThrownBy(() -> exported(ExportFormat.CONNECTIONS, "torn.csv.gz"))
        .hasMessageContaining("0001-1.csv.gz: not a whole gzip file");
  }
}
