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
    "stall.millis, ms, DIFFERENT",
    "ledger.timedOut, #, WORSE",
    "listener.maxDepth, #, WORSE",
    "server.cpuPerAccept, us, WORSE",
    "TCPSynRetrans, #, WORSE",
    "gc.alloc.rate, MB/sec, DIFFERENT",
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

  private Path run(String metric, String unit, double around) throws IOException {
    SampleRun run = new SampleRun();
    ObjectNode cell = run.cell("org.example.Any.bench", "avgt", Map.of());
    double[][] launches = new double[LAUNCHES][1];
    for (int i = 0; i < LAUNCHES; i++) launches[i][0] = around + i;
    SampleRun.metric(cell, "primaryMetric", "ns/op", new double[LAUNCHES][1]);
    DrawnLaunches.metric(cell, metric, unit, launches);
    return run.writeTo(scratch.resolve("run" + around));
  }
}
