package acceptbench.run.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.SampleTimeResult;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.results.SingleShotResult;

/// One launch of a cell as it is kept on disk, from which JMH's own objects can be made again: the
/// launches of a cell become one result with as many forks, printed by JMH itself.
///
/// @param json JMH's JSON of that one launch
/// @param samples what JMH's JSON leaves out
public record StoredLaunch(JsonNode json, LaunchSamples samples) {
  private static final String COUNT = "#";

  /// JMH makes those of each distribution by itself.
  private static final Pattern PERCENTILE = Pattern.compile(".+:p\\d\\.\\d+");

  /// More iterations than a launch has.
  private static final int MOST_ITERATIONS = 1_000_000;

  /// Whether JMH's objects can be made of it: the files may be damaged, or somebody else's.
  public boolean isWhole() {
    int iterations = json.path("measurementIterations").asInt();
    if (iterations < 0 || iterations > MOST_ITERATIONS || !samples.areWhole()) return false;
    try {
      BenchmarkParams params = RestoredParams.of(json, 1);
      List<List<long[]>> primary = primarySamples(params.getTimeUnit());
      boolean sampled = params.getMode() == Mode.SampleTime;
      int measured = sampled ? primary.size() : scores(json.path("primaryMetric")).size();
      return measured > 0
          && LaunchSamples.areWhole(primary)
          && samples.distributions().values().stream().allMatch(each -> each.size() == measured);
    } catch (IllegalArgumentException | IllegalStateException unknownModeOrTime) {
      return false;
    }
  }

  /// What has to be kept beside JMH's JSON.
  ///
  /// @param result of one launch
  public static LaunchSamples samples(RunResult result) {
    return LaunchSamples.of(result.getBenchmarkResults().iterator().next());
  }

  /// The result of a cell.
  ///
  /// @param launches at least one, all of the same cell
  public static RunResult join(List<StoredLaunch> launches) {
    BenchmarkParams params = RestoredParams.of(launches.getFirst().json(), launches.size());
    return new RunResult(params, launches.stream().map(launch -> launch.restored(params)).toList());
  }

  /// The same launch with a secondary metric more, which has one value in all iterations.
  public StoredLaunch with(String metric, double value) {
    ObjectNode more = json.deepCopy();
    ObjectNode added = more.withObject("/secondaryMetrics").putObject(metric);
    added.put("score", value);
    added.put("scoreUnit", COUNT);
    ArrayNode iterations = added.putArray("rawData").addArray();
    for (int i = 0; i < json.path("measurementIterations").asInt(); i++) iterations.add(value);
    return new StoredLaunch(more, samples);
  }

  /// A secondary metric's score in each iteration; none where the launch does not have it.
  public List<Double> iterations(String metric) {
    return scores(json.path("secondaryMetrics").path(metric));
  }

  private BenchmarkResult restored(BenchmarkParams params) {
    List<IterationResult> iterations = new ArrayList<>();
    for (Result<?> primary : primary(params)) {
      IterationResult iteration = new IterationResult(params, params.getMeasurement(), null);
      iteration.addResult(primary);
      iterations.add(iteration);
    }
    BenchmarkResult launch = new BenchmarkResult(params, iterations);
    Set<Map.Entry<String, JsonNode>> metrics = json.path("secondaryMetrics").properties();
    for (Map.Entry<String, JsonNode> metric : metrics)
      if (!PERCENTILE.matcher(metric.getKey()).matches())
        addSecondary(launch, iterations, metric.getKey(), metric.getValue());
    return launch;
  }

  private List<Result<?>> primary(BenchmarkParams params) {
    String benchmark = params.getBenchmark();
    String label = benchmark.substring(benchmark.lastIndexOf('.') + 1);
    JsonNode metric = json.path("primaryMetric");
    List<Result<?>> results = new ArrayList<>();
    if (params.getMode() == Mode.SampleTime) {
      for (List<long[]> counts : primarySamples(params.getTimeUnit()))
        results.add(
            new SampleTimeResult(
                ResultRole.PRIMARY, label, LaunchSamples.buffer(counts), params.getTimeUnit()));
      return results;
    }
    for (double score : scores(metric)) results.add(shot(label, score, params.getTimeUnit()));
    return results;
  }

  /// The primary distribution of each iteration, where there is one: values in nanoseconds, with
  /// how often each came.
  private List<List<long[]>> primarySamples(TimeUnit timeUnit) {
    double unit = TimeUnit.NANOSECONDS.convert(1, timeUnit);
    List<List<long[]>> iterations = new ArrayList<>();
    for (JsonNode iteration : json.path("primaryMetric").path("rawDataHistogram").path(0)) {
      List<long[]> counts = new ArrayList<>();
      for (JsonNode each : iteration)
        counts.add(new long[] {Math.round(each.path(0).asDouble() * unit), each.path(1).asLong()});
      iterations.add(counts);
    }
    return iterations;
  }

  private static Result<?> shot(String label, double score, TimeUnit unit) {
    long nanos = Math.round(score * TimeUnit.NANOSECONDS.convert(1, unit));
    return new SingleShotResult(ResultRole.PRIMARY, label, nanos, unit);
  }

  private void addSecondary(
      BenchmarkResult launch, List<IterationResult> iterations, String name, JsonNode metric) {
    String unit = metric.path("scoreUnit").asText();
    List<List<long[]>> distribution = samples.distributions().getOrDefault(name, List.of());
    List<Double> scores = scores(metric);
    // An external profiler's figure belongs to the whole fork, not to an iteration.
    if (scores.isEmpty())
      launch.addBenchmarkResult(
          new ScalarResult(name, number(metric.path("score")), unit, AggregationPolicy.AVG));
    for (int i = 0; i < Math.min(scores.size(), iterations.size()); i++) {
      Result<?> result =
          i < distribution.size()
              ? LaunchSamples.restored(name, distribution.get(i), unit)
              : new ScalarResult(name, scores.get(i), unit, policy(metric, scores));
      iterations.get(i).addResult(result);
    }
  }

  /// How JMH combined the iterations' values into a score, which its JSON does not say. With one
  /// iteration mean and sum are the same.
  private static AggregationPolicy policy(JsonNode metric, List<Double> scores) {
    double score = number(metric.path("score"));
    double sum = scores.stream().mapToDouble(each -> each).sum();
    boolean isMean = close(score, sum / scores.size());
    return !isMean && close(score, sum) ? AggregationPolicy.SUM : AggregationPolicy.AVG;
  }

  private static boolean close(double a, double b) {
    return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
  }

  /// The scores of the only fork, one for each iteration.
  private static List<Double> scores(JsonNode metric) {
    List<Double> scores = new ArrayList<>();
    metric.path("rawData").path(0).forEach(score -> scores.add(number(score)));
    return scores;
  }

  /// JMH writes what is not a number as text.
  private static double number(JsonNode json) {
    return json.isNumber() ? json.asDouble() : Double.NaN;
  }
}
