package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.results.compare.CompareOptions;
import acceptbench.results.compare.Difference;
import acceptbench.results.compare.Verdict;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which way of a figure is the better one.
class CompareDirectionTest {
  private static final int LAUNCHES = 6;

  @TempDir Path scratch;

  /// What a metric that went up by half is called.
  @ParameterizedTest
  @CsvSource({
    "rate.achieved, #, BETTER",
    "ledger.served, #, BETTER",
    "schedule.kept, #, BETTER",
    "rate.offered, #, DIFFERENT",
    "ledger.attempted, #, DIFFERENT",
    "acceptor.share.1, #, DIFFERENT",
    "acceptor.largestShare, #, DIFFERENT",
    "worker.cpuMillis.0, ms, DIFFERENT",
    "worker.largestShare, #, DIFFERENT",
    "stall.millis, ms, DIFFERENT",
    "stall.startMillis, ms, DIFFERENT",
    "stall.recoverMillis, ms, WORSE",
    "stall.cpuMillis, ms, WORSE",
    "ledger.timedOut, #, WORSE",
    "listener.maxDepth, #, WORSE",
    "server.cpuPerAccept, us, WORSE",
    "server.switchesPerAccept, #, WORSE",
    "server.acceptsPerWakeup, #, DIFFERENT",
    "TCPSynRetrans, #, WORSE",
    "gc.alloc.rate, MB/sec, DIFFERENT",
    "class.load, classes/sec, DIFFERENT",
    "async, ---, DIFFERENT",
    "gc.time, ms, WORSE",
    "gc.alloc.rate.norm, B/op, WORSE",
    "hits, ops/s, BETTER",
    "IPC, insns/clk, BETTER"
  })
  void whatWentUpIs(String metric, String unit, Verdict expected) throws IOException {
    CompareOptions options = new CompareOptions(0.05, 0.05, Set.of(), Set.of(metric));
    CompareReport report =
        CompareReport.of(run(metric, unit, 100), List.of(run(metric, unit, 150)), options);
    List<Difference> all = report.comparisons().getFirst().differences();
    assertThat(all).extracting(Difference::verdict).containsExactly(expected);
    assertThat(report.isWorseBy(0)).isEqualTo(expected == Verdict.WORSE);
    assertThat(report.toText().contains("1 different")).isEqualTo(expected == Verdict.DIFFERENT);
  }

  /// What a score that went up by half is called, by its unit, or else by its mode: of JMH, of
  /// kotlinx-benchmark (`ops/sec`) and of others that write JMH's JSON.
  @ParameterizedTest
  @CsvSource({
    "thrpt, ops/s, BETTER",
    "thrpt, ops/us, BETTER",
    "avgt, ops/s, BETTER",
    "thrpt, ops/sec, BETTER",
    "avgt, req/s, BETTER",
    "thrpt, MB/s, BETTER",
    "thrpt, ns/op, WORSE",
    "thrpt, ms, WORSE",
    "sample, us/op, WORSE",
    "ss, s/op, WORSE",
    "ss, hr/op, WORSE",
    "avgt, B/op, WORSE",
    "thrpt, things, BETTER",
    "custom, things, DIFFERENT"
  })
  void aScoreThatWentUpIs(String mode, String unit, Verdict expected) throws IOException {
    CompareOptions options = new CompareOptions(0.05, 0.05, Set.of(), Set.of());
    CompareReport report =
        CompareReport.of(scored(mode, unit, 100), List.of(scored(mode, unit, 150)), options);
    List<Difference> all = report.comparisons().getFirst().differences();
    assertThat(all).extracting(Difference::verdict).containsExactly(expected);
  }

  private Path scored(String mode, String unit, double around) throws IOException {
    SampleRun run = new SampleRun();
    ObjectNode cell = run.cell("org.example.Any.bench", mode, Map.of());
    SampleRun.metric(cell, "primaryMetric", unit, launches(around));
    return run.writeTo(scratch.resolve("run" + around));
  }

  private Path run(String metric, String unit, double around) throws IOException {
    SampleRun run = new SampleRun();
    ObjectNode cell = run.cell("org.example.Any.bench", "avgt", Map.of());
    SampleRun.metric(cell, "primaryMetric", "ns/op", new double[LAUNCHES][1]);
    DrawnLaunches.metric(cell, metric, unit, launches(around));
    return run.writeTo(scratch.resolve("run" + around));
  }

  private static double[][] launches(double around) {
    double[][] launches = new double[LAUNCHES][1];
    for (int i = 0; i < LAUNCHES; i++) launches[i][0] = around + i;
    return launches;
  }
}
