package acceptbench.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.SampleTimeResult;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.util.SampleBuffer;

/// Takes what the benchmark published in the tear-down of an iteration, and hands it to JMH as
/// secondary results.
///
/// JMH makes this object itself, in the fork, so the two meet in a static field. Option:
/// `histograms=FILE`, to which full histograms of the measured iterations are appended in
/// HdrHistogram's log format.
public final class ObservationProfiler implements InternalProfiler {
  private static final AtomicReference<Observations> PUBLISHED = new AtomicReference<>();

  private final HistogramLog log;
  private final @Nullable DepthLog depths;
  private int measuredIterations;

  public ObservationProfiler(String options) throws ProfilerException {
    Path file = fileIn(options);
    log = new HistogramLog(file);
    depths = file.toString().isEmpty() ? null : new DepthLog(file.resolveSibling("depth.jsonl"));
  }

  private static Path fileIn(String options) throws ProfilerException {
    if (options.isEmpty()) return Path.of("");
    if (!options.startsWith("histograms="))
      throw new ProfilerException("unknown option '" + options + "'; known: histograms=FILE");
    return Path.of(options.substring("histograms=".length()));
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
        log.append(benchmark, measuredIterations, observed.distributions());
        if (depths != null) depths.append(benchmark, measuredIterations, observed.depths());
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

  private static SampleTimeResult sample(String name, Histogram nanos) {
    SampleBuffer buffer = new SampleBuffer();
    for (HistogramIterationValue value : nanos.recordedValues())
      for (long i = 0; i < value.getCountAtValueIteratedTo(); i++)
        buffer.add(nanos.medianEquivalentValue(value.getValueIteratedTo()));
    return new SampleTimeResult(ResultRole.SECONDARY, name, buffer, TimeUnit.MICROSECONDS);
  }
}
