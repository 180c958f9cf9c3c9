package acceptbench.results.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Metric;
import acceptbench.results.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitTest {
  private static final Path PUBLISHED = Path.of("published");

  /// 10 ms and 12.5 connections; its last count was not measured in one of two iterations.
  private static final String CELL =
      """
      [{"jmhVersion": "1.37", "benchmark": "acceptbench.bench.BurstBenchmark.burst", "mode": "ss",
        "params": {"strategy": "epoll", "backlog": "64"},
        "primaryMetric": {"score": 10, "scoreUnit": "ms/op", "rawData": [[10, 10]]},
        "secondaryMetrics": {
          "connect": {"score": 700, "scoreUnit": "us/op", "rawData": [[700, 700]],
            "scorePercentiles": {"0.0": 1, "50.0": 300, "99.0": 51200, "99.9": 60000, "100.0": 1e6}},
          "ListenOverflows": {"score": 12.5, "scoreUnit": "#", "rawData": [[25, 0]]},
          "stall.millis": {"score": 200, "scoreUnit": "ms", "rawData": [[200, 200]]},
          "listener.drops": {"score": "NaN", "scoreUnit": "#", "rawData": [["NaN", 4]]}}}]
      """;

  @TempDir private Path folder;

  private Cell cell() throws IOException {
    return Run.read(Files.writeString(folder.resolve("results.json"), CELL)).cells().getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ListenOverflows>0|ListenOverflows is 12.5",
        " ListenOverflows >= 12.5 |ListenOverflows is 12.5",
        "ListenOverflows<13|ListenOverflows is 12.5",
        "ListenOverflows!=12|ListenOverflows is 12.5",
        "ListenOverflows==12.5|ListenOverflows is 12.5",
        "connect.p99>50ms|connect.p99 is 51.2 ms",
        "connect.p99>=51200us|connect.p99 is 51.2 ms",
        "connect.p50<=0.3ms|connect.p50 is 300 µs",
        "connect.mean>600µs|connect.mean is 700 µs",
        "connect.max>999ms|connect.max is 1.00 s",
        "stall.millis>199999999ns|stall.millis is 200 ms",
        "score>0.009s|score is 10.0 ms",
      })
  void aCellThatBreaksItSaysWhatItHas(String limit, String broken) throws IOException {
    assertThat(Limit.parse(limit).brokenBy(cell())).contains(broken);
  }

  @ParameterizedTest
  @CsvSource({
    "ListenOverflows>12.5",
    "connect.p99>51.2ms",
    "connect.p99.9>1s",
    "connect.max<1s",
    "score!=10ms",
    "ListenOverflows<=12"
  })
  void aCellThatKeepsToItSaysNothing(String limit) throws IOException {
    assertThat(Limit.parse(limit).brokenBy(cell())).isEmpty();
  }

  /// Also where it was in one iteration, and where JMH does not list the percentile.
  @ParameterizedTest
  @CsvSource({"listener.drops>5", "firstByte.p99>1s", "connect.p90>1s", "acceptor.share.3>1"})
  void whatWasNotMeasuredDoesNotPass(String limit) throws IOException {
    assertThat(Limit.parse(limit).brokenBy(cell()))
        .contains(limit.replaceFirst(">.*", "") + " was not measured, so nobody knows");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "ListenOverflows|'ListenOverflows': write it as FIGURE>BOUND",
        "ListenOverflows>|write it as FIGURE>BOUND",
        "ListenOverflows>x|write it as FIGURE>BOUND",
        "ListenOverflows>-1|write it as FIGURE>BOUND",
        "ListenOverflows=1|write it as FIGURE>BOUND",
        ">0|write it as FIGURE>BOUND",
        "listenoverflows>0|unknown figure 'listenoverflows'; there are score, ",
        "ListenOverflows>0ms|ListenOverflows is a count, and has no unit 'ms'",
        "ListenOverflows>5%|ListenOverflows is a count, and has no unit '%'",
        "connect>50ms|connect is a distribution: say of it connect.max, .p50, .p90, .p95, .p99,"
            + " .p99.9, .p99.99 or .mean",
        "connect.p98>50ms|unknown connect.p98; there are connect.max, .p50",
        "connect.p99>50|connect.p99 is a time: give its bound in ns, us, ms or s",
        "connect.p99>50min|connect.p99 is a time: give its bound in ns, us, ms or s, not in 'min'",
        "queueWait.kernel.p9>1s|unknown queueWait.kernel.p9; there are queueWait.kernel.max",
      })
  void whatIsWrongIsNamedInOneLine(String limit, String message) {
    assertThatThrownBy(() -> Limit.parse(limit))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .extracting(Throwable::getMessage)
        .asString()
        .hasLineCount(1);
  }

  /// Else a limit on a figure that a run has would be called unknown.
  @Test
  void eachMetricOfThePublishedRunsIsKnown() throws IOException {
    Set<String> unknown = new TreeSet<>();
    int metrics = 0;
    try (Stream<Path> runs = Files.list(PUBLISHED)) {
      // Answers to questions are beside the runs.
      for (Path run : runs.filter(each -> Files.exists(each.resolve("results.json"))).toList())
        for (Cell cell : Run.readScores(run).cells())
          for (String name : cell.secondary().keySet()) {
            if (Metric.isDerived(name)) continue;
            metrics++;
            if (MetricKind.of(name) == MetricKind.UNKNOWN) unknown.add(name);
          }
    }
    assertThat(unknown).isEmpty();
    assertThat(metrics).isPositive();
  }
}
