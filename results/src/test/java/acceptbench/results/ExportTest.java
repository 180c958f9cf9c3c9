package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.results.export.ExportFormat;
import acceptbench.results.run.Run;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
  @TempDir private Path folder;
  private final DrawnLaunches drawn = new DrawnLaunches(11);

  /// Three launches of one iteration each, of which the last did not keep its schedule.
  private void cell(String strategy, double firstByteMicros) {
    ObjectNode cell =
        drawn.cell(Map.of("strategy", strategy, "backlog", "128", "send", "run it/now"), 3, 1, 0);
    DrawnLaunches.metric(
        cell,
        "firstByte:p0.99",
        "us/op",
        new double[][] {{firstByteMicros}, {2 * firstByteMicros}, {77}});
    DrawnLaunches.metric(cell, "connect:p0.99", "us/op", new double[][] {{5}, {7}, {9}});
    DrawnLaunches.metric(cell, "schedule.kept", "#", new double[][] {{1}, {1}, {0}});
    DrawnLaunches.metric(cell, "ListenOverflows", "#", new double[][] {{3}, {0}, {50}});
    DrawnLaunches.metric(cell, "ledger.ghost", "#", new double[][] {{0}, {0}, {1}});
  }

  private String exported(ExportFormat format) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.write(Run.readScores(drawn.writeTo(folder)), out);
    return out.toString(StandardCharsets.UTF_8);
  }

  /// By golang.org/design/14313-benchmark-format: no white space in a name, an iteration count,
  /// pairs of value and unit; benchstat takes `/name=value` for a key, `-1` for the CPUs.
  @Test
  void goReadsALineForEachLaunchThatKeptItsSchedule() throws Exception {
    cell("netty-3", 100);
    String text = exported(ExportFormat.GO_BENCHMARK);
    assertThat(text.lines().filter(line -> line.startsWith("Benchmark")))
        .containsExactly(
            "BenchmarkBurstBenchmark.burst/strategy=netty-3/backlog=128/send=run_it_now-1\t1"
                + "\t5000 connect-p99-ns\t100000 first-byte-p99-ns\t3 overflows\t0 ghosts",
            "BenchmarkBurstBenchmark.burst/strategy=netty-3/backlog=128/send=run_it_now-1\t1"
                + "\t7000 connect-p99-ns\t200000 first-byte-p99-ns\t0 overflows\t0 ghosts");
    assertThat(text.lines().filter(line -> !line.startsWith("Benchmark")))
        .allMatch(line -> line.matches("[a-z]+: .+"));
  }

  /// 1.001 µs times 1,000 is 1000.9999999999999 in binary.
  @Test
  void microsecondsBecomeNanosecondsWithoutWhatBinaryNumbersAdd() throws Exception {
    cell("epoll", 1.001);
    assertThat(exported(ExportFormat.GO_BENCHMARK)).contains("\t1001 first-byte-p99-ns");
  }

  /// Go splits at what Unicode calls white space (unicode.IsSpace).
  @Test
  void aNameOfGosHasNoWhiteSpaceOfAnyKind() throws Exception {
    cell("a\u00a0b\u2003c\u0085d\u2028e", 100);
    assertThat(exported(ExportFormat.GO_BENCHMARK))
        .contains("BenchmarkBurstBenchmark.burst/strategy=a_b_c_d_e/backlog=128/");
  }

  @Test
  void theOthersGetTheMedianOfTheLaunchesAndItsRange() throws Exception {
    cell("epoll", 100);
    ObjectMapper json = new ObjectMapper();
    JsonNode action = json.readTree(exported(ExportFormat.GITHUB_ACTION)).get(1);
    assertThat(action.get("name").asText())
        .isEqualTo(
            "BurstBenchmark.burst strategy=epoll backlog=128 send=run it/now first-byte-p99");
    assertThat(action.get("unit").asText()).isEqualTo("ns");
    assertThat(action.get("value").asDouble()).isEqualTo(150_000);
    assertThat(action.get("range").asText()).isEqualTo("100000 to 200000");

    JsonNode measure =
        json.readTree(exported(ExportFormat.BENCHER))
            .get("BurstBenchmark.burst strategy=epoll backlog=128 send=run it/now")
            .get("overflows");
    assertThat(measure.get("value").asDouble()).isEqualTo(1.5);
    assertThat(measure.get("lower_value").asDouble()).isZero();
    assertThat(measure.get("upper_value").asDouble()).isEqualTo(3);
  }

  /// By the OpenMetrics specification: metadata before samples, a unit that the name ends with,
  /// `# EOF` last.
  @Test
  void openMetricsHasAFamilyForEachFigureAndASampleForEachCell() throws Exception {
    cell("epoll", 100);
    cell("a\"b\\c", 200);
    List<String> lines = exported(ExportFormat.OPEN_METRICS).lines().toList();
    int family = lines.indexOf("# TYPE acceptbench_first_byte_p99_seconds gauge");
    assertThat(lines.subList(family, family + 5))
        .containsExactly(
            "# TYPE acceptbench_first_byte_p99_seconds gauge",
            "# UNIT acceptbench_first_byte_p99_seconds seconds",
            "# HELP acceptbench_first_byte_p99_seconds time to the first byte, 99th percentile",
            "acceptbench_first_byte_p99_seconds{benchmark=\"BurstBenchmark.burst\","
                + "strategy=\"epoll\",backlog=\"128\",send=\"run it/now\"} 1.5E-4",
            "acceptbench_first_byte_p99_seconds{benchmark=\"BurstBenchmark.burst\","
                + "strategy=\"a\\\"b\\\\c\",backlog=\"128\",send=\"run it/now\"} 3.0E-4");
    assertThat(lines).endsWith("# EOF").doesNotHaveDuplicates();
  }

  @Test
  void whatCannotBeExportedIsNamed() throws Exception {
    ObjectNode foreign = drawn.run.cell("org.example.Sorting.sort", "avgt", Map.of("size", "10"));
    SampleRun.metric(foreign, "primaryMetric", "ns/op", new double[][] {{1}});
    assertThatThrownBy(() -> exported(ExportFormat.BENCHER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "no cell of it has a strategy and a backlog; only this suite's are exported");
    assertThatThrownBy(() -> ExportFormat.named("xml"))
        .hasMessage(
            "--format xml: it is one of go, github-action, bencher, openmetrics, csv, connections");
  }
}
