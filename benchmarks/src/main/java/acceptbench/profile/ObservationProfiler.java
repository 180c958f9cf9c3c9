package acceptbench.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.util.SampleBuffer;

/// Takes what the benchmark published in the tear-down of an iteration, and hands it to JMH as
/// secondary results.
///
/// JMH makes this object itself, in the fork, so the two meet in a static field. Options, see
/// [#options]: which launch of its cell the fork is, and a file to which full histograms of the
/// measured iterations are appended in HdrHistogram's log format, the queue's depth beside it; and
/// where somebody asks for that, a file for each single connection.
public final class ObservationProfiler implements InternalProfiler {
  private static final AtomicReference<Observations> PUBLISHED = new AtomicReference<>();

  private static final Pattern OPTIONS =
      Pattern.compile("launch=([0-9]{1,9});(?:connections=([^;/]+);)?histograms=(.+)");

  /// The folder with a file for each launch whose connections are kept.
  public static final String CONNECTIONS = "connections";

  private final int launch;
  private final HistogramLog log;
  private final @Nullable DepthLog depths;
  private final @Nullable ConnectionLog connections;
  private int measuredIterations;

  public ObservationProfiler(String options) throws ProfilerException {
    Matcher told = OPTIONS.matcher(options);
    if (!options.isEmpty() && !told.matches())
      throw new ProfilerException(
          "unknown options '" + options + "'; known: launch=N;connections=NAME;histograms=FILE");
    launch = options.isEmpty() ? 1 : Integer.parseInt(told.group(1));
    Path file = Path.of(options.isEmpty() ? "" : told.group(3));
    log = new HistogramLog(file);
    depths = file.toString().isEmpty() ? null : new DepthLog(file.resolveSibling("depth.jsonl"));
    String name = options.isEmpty() ? null : told.group(2);
    connections =
        name == null ? null : new ConnectionLog(file.resolveSibling(CONNECTIONS).resolve(name));
  }

  /// What to give to JMH with this class.
  ///
  /// @param launch which of the cell's JVMs the fork is, from 1
  /// @param connections the name of a file in the folder [#CONNECTIONS] beside that of the
  ///     histograms; empty: no connections are kept
  /// @param histograms the file; that of the depths is in the same folder
  public static String options(int launch, Optional<String> connections, Path histograms) {
    return "launch="
        + launch
        + connections.map(name -> ";connections=" + name).orElse("")
        + ";histograms="
        + histograms;
  }

  /// For benchmarks: what this iteration observed. In `@TearDown(Level.Iteration)`, since that of
  /// the trial is too late.
  public static void publish(Observations observations) {
    PUBLISHED.set(observations);
  }

  @Override
  public String getDescription() {
    return "Connect and first-byte latencies, kernel counters, ledger";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    PUBLISHED.set(null);
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    Observations observed = PUBLISHED.getAndSet(null);
    if (observed == null) return List.of();
    if (iteration.getType() == IterationType.MEASUREMENT) {
      try {
        log.append(benchmark, launch, measuredIterations, observed.distributions());
        if (depths != null) depths.append(benchmark, launch, measuredIterations, observed);
        if (connections != null)
          connections.append(
              CellTag.of(benchmark), launch, measuredIterations, observed.connections());
        measuredIterations++;
      } catch (IOException e) {
        throw new UncheckedIOException(
            new IOException("can't write beside " + log.file() + ": " + e.getMessage(), e));
      }
    }
    List<Result<?>> results = new ArrayList<>();
    observed.distributions().forEach((name, histogram) -> results.add(sample(name, histogram)));
    observed.counts().forEach((name, value) -> results.add(scalar(name, value, "#")));
    observed.micros().forEach((name, value) -> results.add(scalar(name, value, "us")));
    observed.millis().forEach((name, value) -> results.add(scalar(name, value, "ms")));
    observed.nanos().forEach((name, value) -> results.add(scalar(name, value, "ns")));
    return results;
  }

  private static ScalarResult scalar(String name, double value, String unit) {
    return new ScalarResult(name, value, unit, AggregationPolicy.AVG);
  }

  private static Distribution sample(String name, Histogram nanos) {
    SampleBuffer buffer = new SampleBuffer();
    for (HistogramIterationValue value : nanos.recordedValues())
      for (long i = 0; i < value.getCountAtValueIteratedTo(); i++)
        buffer.add(nanos.medianEquivalentValue(value.getValueIteratedTo()));
    return new Distribution(name, buffer, TimeUnit.MICROSECONDS);
  }
}
