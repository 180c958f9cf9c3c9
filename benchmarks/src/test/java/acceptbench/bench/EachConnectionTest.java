package acceptbench.bench;

import static acceptbench.bench.Bursts.value;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.load.LatencyRecorder;
import acceptbench.profile.ObservationProfiler;
import acceptbench.testing.CompressedLines;
import acceptbench.testing.InMemory;
import acceptbench.testing.MeasuredBenchmark;
import acceptbench.testing.NeedsPrivateNetwork;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.IterationType;

/// The rows of a burst's connections beside the counts and the histograms of the same burst.
@ExtendWith(NeedsPrivateNetwork.class)
class EachConnectionTest {
  private static final String CONNECTIONS = "acceptbench.connections";

  @TempDir(factory = InMemory.class)
  private Path folder;

  private final Map<String, Double> counts = new HashMap<>();
  private List<Row> rows = List.of();

  /// @param connect from the intended start; negative where that is not known, as the next ones
  private record Row(
      long intended, long lag, long connect, long accept, long firstByte, int syns, String fate) {
    static Row of(String line) {
      String[] columns = line.split(",", -1);
      long intended = Long.parseLong(columns[4]);
      return new Row(
          intended,
          Long.parseLong(columns[5]) - intended,
          since(intended, columns[6]),
          since(intended, columns[7]),
          since(intended, columns[8]),
          Integer.parseInt(columns[9]),
          columns[11]);
    }

    private static long since(long intended, String column) {
      return column.isEmpty() ? -1 : Long.parseLong(column) - intended;
    }
  }

  private void fire(Map<String, String> parameters) throws Exception {
    System.setProperty(CONNECTIONS, "true");
    try (Bursts bursts = new Bursts(parameters)) {
      bursts.fire();
    } finally {
      System.clearProperty(CONNECTIONS);
    }
    read(parameters);
  }

  /// The profiler asks nothing of JMH's own result.
  @SuppressWarnings("NullAway")
  private void read(Map<String, String> parameters) throws Exception {
    ObservationProfiler profiler =
        new ObservationProfiler(
            ObservationProfiler.options(
                1, Optional.of("rows.csv.gz"), folder.resolve("histograms.hlog")));
    for (Result<?> result :
        profiler.afterIteration(
            MeasuredBenchmark.of(parameters),
            MeasuredBenchmark.iteration(IterationType.MEASUREMENT),
            null)) counts.put(result.getLabel(), result.getScore());
    List<String> lines = CompressedLines.of(folder.resolve("connections/rows.csv.gz"));
    rows = lines.stream().skip(1).map(Row::of).toList();
  }

  private long count(Predicate<Row> which) {
    return rows.stream().filter(which).count();
  }

  private void assertThatFatesAreTheLedgers() {
    assertThat((double) rows.size()).isEqualTo(value(counts, "ledger.attempted"));
    for (String fate : List.of("served", "ghost", "reset", "refused", "timedOut"))
      assertThat((double) count(row -> row.fate().equals(fate)))
          .as(fate)
          .isEqualTo(value(counts, "ledger." + fate));
    assertThat((double) count(row -> row.syns() > 1)).isEqualTo(value(counts, "ledger.retried"));
    assertThat(rows.stream().mapToDouble(row -> row.syns() - 1).sum())
        .isEqualTo(value(counts, "ledger.synRetries"));
    assertThat((double) count(row -> row.accept() >= 0))
        .isEqualTo(value(counts, "queueWait.joined"));
    assertThat(counts).containsEntry("connections.unrecorded", 0.0);
  }

  private void assertThatTimesAreTheHistograms() throws IOException {
    assertThat(histogram(rows.stream().mapToLong(Row::connect).toArray()))
        .isEqualTo(logged("connect"));
    assertThat(histogram(rows.stream().mapToLong(Row::firstByte).toArray()))
        .isEqualTo(logged("firstByte"));
  }

  private static Histogram histogram(long[] nanos) {
    Histogram histogram = LatencyRecorder.durations();
    Arrays.stream(nanos).filter(value -> value >= 0).forEach(histogram::recordValue);
    return histogram;
  }

  private Histogram logged(String name) throws IOException {
    File file = folder.resolve("histograms.hlog").toFile();
    try (HistogramLogReader log = new HistogramLogReader(file)) {
      for (EncodableHistogram next = log.nextIntervalHistogram();
          next != null;
          next = log.nextIntervalHistogram())
        if (next instanceof Histogram histogram && next.getTag().endsWith(";" + name))
          return histogram;
    }
    throw new AssertionError("no histogram of " + name);
  }

  /// Room for 51 of 200; the others send a SYN again, and some of them become ghosts.
  @Test
  void reconcilesWhereTheQueueOverflows() throws Exception {
    fire(
        Map.of(
            "strategy", "epoll",
            "backlog", "50",
            "handlerMicros", "0",
            "burst", "200",
            "stallMillis", "1500",
            "patienceMillis", "20000"));
    assertThatFatesAreTheLedgers();
    assertThatTimesAreTheHistograms();
    assertThat(count(row -> row.syns() > 1)).isGreaterThanOrEqualTo(100);
    // Who was greeted was accepted before, and connected before that.
    assertThat(rows)
        .filteredOn(row -> row.fate().equals("served"))
        .allMatch(row -> row.connect() >= 0 && row.accept() >= 0 && row.firstByte() > 0);
    assertThat(rows)
        .filteredOn(row -> row.fate().equals("ghost"))
        .allMatch(row -> row.connect() >= 0 && row.accept() < 0 && row.firstByte() < 0);
  }

  /// The stall is longer than any client's patience.
  @Test
  void reconcilesWherePatienceEnds() throws Exception {
    fire(
        Map.of(
            "strategy", "epoll",
            "backlog", "20",
            "handlerMicros", "0",
            "burst", "60",
            "stallMillis", "6000",
            "patienceMillis", "1700"));
    assertThatFatesAreTheLedgers();
    assertThatTimesAreTheHistograms();
    assertThat(count(row -> row.fate().equals("timedOut"))).isGreaterThanOrEqualTo(21);
    assertThat(count(row -> row.fate().equals("served"))).isZero();
  }

  /// Starts are those of the schedule, to the nanosecond, and the client's lag is beside them.
  @Test
  void startsAreTheSchedules() throws Exception {
    fire(
        Map.of(
            "strategy", "reuseport",
            "backlog", "400",
            "handlerMicros", "0",
            "burst", "200",
            "burstRate", "2000"));
    assertThatFatesAreTheLedgers();
    assertThatTimesAreTheHistograms();
    for (int i = 0; i < rows.size(); i++)
      assertThat(rows.get(i).intended()).isEqualTo(i * 500_000L);
    assertThat(histogram(rows.stream().mapToLong(Row::lag).toArray()))
        .isEqualTo(logged("schedule.lag"));
  }
}
