package acceptbench.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.testing.CompressedLines;
import acceptbench.testing.MeasuredBenchmark;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.IterationType;

/// What iterations published, on its way to JMH's results and to the files beside them.
class ObservationProfilerTest {
  private static final BenchmarkParams BENCHMARK =
      MeasuredBenchmark.of(Map.of("strategy", "a b,c", "backlog", "128"));
  private static final IterationParams WARMUP = MeasuredBenchmark.iteration(IterationType.WARMUP);
  private static final IterationParams MEASUREMENT =
      MeasuredBenchmark.iteration(IterationType.MEASUREMENT);

  @TempDir private Path folder;

  private ObservationProfiler profiler() throws ProfilerException {
    return new ObservationProfiler(
        ObservationProfiler.options(2, Optional.empty(), folder.resolve("histograms.hlog")));
  }

  /// An iteration in which something was observed.
  private static Collection<? extends Result<?>> iterate(
      ObservationProfiler profiler, IterationParams iteration, Observations observed) {
    profiler.beforeIteration(BENCHMARK, iteration);
    ObservationProfiler.publish(observed);
    return afterwards(profiler, iteration);
  }

  /// The profiler asks nothing of JMH's own result.
  @SuppressWarnings("NullAway")
  private static Collection<? extends Result<?>> afterwards(
      ObservationProfiler profiler, IterationParams iteration) {
    return profiler.afterIteration(BENCHMARK, iteration, null);
  }

  private static Histogram histogram(long... nanos) {
    Histogram histogram = new Histogram(3);
    for (long value : nanos) histogram.recordValue(value);
    return histogram;
  }

  @Test
  void eachObservationIsASecondaryResultWithItsUnit() throws ProfilerException {
    Observations observed =
        new Observations()
            .count("ListenOverflows", 20)
            .count("notMeasured", Double.NaN)
            .micros("server.cpuPerAccept", 1.5)
            .nanos("client.look", 700)
            .distribution("connect", histogram(1_000, 3_000));

    Map<String, Result<?>> results =
        iterate(profiler(), MEASUREMENT, observed).stream()
            .collect(Collectors.toMap(Result::getLabel, result -> result));

    assertThat(results).hasSize(5);
    assertThat(shown(results, "ListenOverflows")).isEqualTo("20.0 #");
    assertThat(shown(results, "notMeasured")).isEqualTo("NaN #");
    assertThat(shown(results, "server.cpuPerAccept")).isEqualTo("1.5 us");
    assertThat(shown(results, "client.look")).isEqualTo("700.0 ns");
    Result<?> connect = named("connect", results);
    assertThat(connect.getStatistics().getN()).isEqualTo(2);
    assertThat(connect.getStatistics().getMin()).isBetween(0.999, 1.001);
    assertThat(connect.getStatistics().getMax()).isBetween(2.997, 3.003);
    assertThat(connect.getScoreUnit()).isEqualTo("us/op");
  }

  private static Result<?> named(String name, Map<String, Result<?>> results) {
    return Objects.requireNonNull(results.get(name), name);
  }

  private static String shown(Map<String, Result<?>> results, String name) {
    Result<?> result = named(name, results);
    return result.getScore() + " " + result.getScoreUnit();
  }

  @Test
  void whatAnIterationDidNotPublishIsNotTakenFromAnEarlierOne() throws ProfilerException {
    ObservationProfiler profiler = profiler();
    ObservationProfiler.publish(new Observations().count("left", 1));
    profiler.beforeIteration(BENCHMARK, MEASUREMENT);
    assertThat(afterwards(profiler, MEASUREMENT)).isEmpty();

    assertThat(iterate(profiler, MEASUREMENT, new Observations().count("own", 1))).hasSize(1);
    assertThat(afterwards(profiler, MEASUREMENT)).isEmpty();
  }

  @Test
  void measuredIterationsAreAppendedToTheFilesAndCountedFrom0() throws Exception {
    ObservationProfiler profiler = profiler();
    iterate(profiler, WARMUP, observation(5));
    assertThat(folder).isEmptyDirectory();
    iterate(profiler, MEASUREMENT, observation(6));
    iterate(profiler, MEASUREMENT, observation(7));

    String cell = "BurstBenchmark.burst;backlog=128;strategy=a_b_c;iteration=";
    assertThat(histograms())
        .containsExactly(cell + "0;launch=2;connect 6000", cell + "1;launch=2;connect 7000");
    List<String> lines = Files.readAllLines(folder.resolve("depth.jsonl"));
    assertThat(lines).hasSize(2);
    JsonNode second = new ObjectMapper().readTree(lines.get(1));
    assertThat(second.at("/benchmark").asText())
        .isEqualTo("acceptbench.bench.BurstBenchmark.burst");
    assertThat(second.at("/params/strategy").asText()).isEqualTo("a b,c");
    assertThat(second.at("/iteration").asInt()).isEqualTo(1);
    assertThat(second.at("/launch").asInt()).isEqualTo(2);
    assertThat(second.at("/millis").toString()).isEqualTo("[0.5,5.5]");
    assertThat(second.at("/depth").toString()).isEqualTo("[0,7]");
    assertThat(second.at("/exact").toString())
        .isEqualTo("[{\"millis\":[0.0,0.001],\"depth\":[0,7]},{\"millis\":[0.0],\"depth\":[0]}]");
  }

  private static Observations observation(int number) {
    return new Observations()
        .distribution("connect", histogram(number * 1_000L))
        .depths(new long[] {500_000, 5_500_000}, new int[] {0, number})
        .listener(new long[] {0, 1_234}, new int[] {0, number})
        .listener(new long[] {0}, new int[] {0});
  }

  /// Tag and largest value of each line.
  private List<String> histograms() throws Exception {
    List<String> read = new ArrayList<>();
    HistogramLogReader reader = new HistogramLogReader(folder.resolve("histograms.hlog").toFile());
    while (reader.hasNext())
      if (reader.nextIntervalHistogram() instanceof Histogram histogram)
        read.add(
            histogram.getTag() + " " + histogram.lowestEquivalentValue(histogram.getMaxValue()));
    return read;
  }

  @Test
  void withoutAFileNothingIsKept() throws ProfilerException {
    assertThat(iterate(new ObservationProfiler(""), MEASUREMENT, observation(1))).hasSize(1);
    assertThat(folder).isEmptyDirectory();
  }

  /// What is not known is empty; a line for each connection of each measured iteration.
  @Test
  void eachConnectionIsALineOfCompressedCsv() throws Exception {
    ObservationProfiler profiler =
        new ObservationProfiler(
            ObservationProfiler.options(
                2, Optional.of("0001-2.csv.gz"), folder.resolve("histograms.hlog")));
    ConnectionRow served = new ConnectionRow(0, 40, 90, 130, 200, 1, 0, "served");
    long unknown = ConnectionRow.UNKNOWN;
    ConnectionRow refused = new ConnectionRow(7, 47, unknown, unknown, unknown, 2, -1, "refused");
    iterate(profiler, WARMUP, observation(1).connections(List.of(served)));
    iterate(profiler, MEASUREMENT, observation(1).connections(List.of(served, refused)));
    iterate(profiler, MEASUREMENT, observation(1).connections(List.of(served)));

    String cell = "BurstBenchmark.burst;backlog=128;strategy=a_b_c,2,";
    assertThat(CompressedLines.of(folder.resolve("connections/0001-2.csv.gz")))
        .containsExactly(
            "cell,launch,iteration,connection,intendedStartNanos,startNanos,handshakeNanos,"
                + "acceptNanos,firstByteNanos,synsSent,listener,fate",
            cell + "0,1,0,40,90,130,200,1,0,served",
            cell + "0,2,7,47,,,,2,,refused",
            cell + "1,1,0,40,90,130,200,1,0,served");
  }

  @Test
  void anUnknownOptionIsNamed() {
    assertThatThrownBy(() -> new ObservationProfiler("histogram=x"))
        .isInstanceOf(ProfilerException.class)
        .hasMessage(
            "unknown options 'histogram=x'; known: launch=N;connections=NAME;histograms=FILE");
  }

  @Test
  void aFileThatCanNotBeWrittenIsNamed() throws ProfilerException {
    Path file = folder.resolve("nosuch").resolve("histograms.hlog");
    ObservationProfiler profiler =
        new ObservationProfiler(ObservationProfiler.options(1, Optional.empty(), file));
    assertThatThrownBy(() -> iterate(profiler, MEASUREMENT, observation(1)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("can't write beside " + file);
  }
}
