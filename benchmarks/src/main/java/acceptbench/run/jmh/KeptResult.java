package acceptbench.run.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;

/// A measured cell with what JMH's CSV, text and LaTeX show of it, and no more: a few KiB, where
/// JMH's own object has every sample of every iteration. Not for JMH's JSON.
@SuppressWarnings({"serial", "rawtypes"}) // of JMH's types; this one is never serialized
public final class KeptResult extends RunResult {
  private static final String PRIMARY = "primary";

  private final KeptMetric primary;
  private final Map<String, Result> secondary;

  private KeptResult(BenchmarkParams params, KeptMetric primary, Map<String, Result> secondary) {
    super(params, List.of());
    this.primary = primary;
    this.secondary = secondary;
  }

  /// Of a cell that was just measured.
  public static KeptResult of(RunResult result) {
    Map<String, Result> secondary = new LinkedHashMap<>();
    Map<String, Result> all = result.getSecondaryResults();
    all.forEach((name, metric) -> secondary.put(name, KeptMetric.of((Result<?>) metric)));
    return new KeptResult(
        result.getParams(), KeptMetric.of((Result<?>) result.getPrimaryResult()), secondary);
  }

  /// Of a cell that an earlier part of the run has measured.
  ///
  /// @param json the cell in JMH's JSON
  /// @param samples what [#samples] had
  public static KeptResult of(JsonNode json, Map<String, Long> samples) {
    Map<String, Result> secondary = new TreeMap<>();
    json.path("secondaryMetrics")
        .properties()
        .forEach(
            metric ->
                secondary.put(
                    metric.getKey(),
                    metric(ResultRole.SECONDARY, metric.getKey(), metric.getValue(), samples)));
    KeptMetric primary = metric(ResultRole.PRIMARY, PRIMARY, json.path("primaryMetric"), samples);
    return new KeptResult(params(json), primary, secondary);
  }

  private static KeptMetric metric(
      ResultRole role, String name, JsonNode json, Map<String, Long> samples) {
    return new KeptMetric(
        role,
        name,
        number(json.path("score")),
        number(json.path("scoreError")),
        json.path("scoreUnit").asText(),
        samples.getOrDefault(name, 0L));
  }

  /// JMH writes what is not a number as text.
  private static double number(JsonNode json) {
    return json.isNumber() ? json.asDouble() : Double.NaN;
  }

  /// Only what the formats show is the cell's own.
  private static BenchmarkParams params(JsonNode json) {
    String benchmark = json.path("benchmark").asText();
    IterationParams once =
        new IterationParams(IterationType.MEASUREMENT, 1, TimeValue.seconds(1), 1);
    return new BenchmarkParams(
        benchmark,
        benchmark,
        false,
        json.path("threads").asInt(1),
        new int[] {1},
        List.of(),
        json.path("forks").asInt(1),
        0,
        once,
        once,
        Mode.deepValueOf(json.path("mode").asText()),
        parameters(json.path("params")),
        TimeUnit.MILLISECONDS,
        1,
        json.path("jvm").asText(),
        List.of(),
        json.path("jdkVersion").asText(),
        json.path("vmName").asText(),
        json.path("vmVersion").asText(),
        json.path("jmhVersion").asText(),
        TimeValue.minutes(1));
  }

  private static WorkloadParams parameters(JsonNode json) {
    WorkloadParams parameters = new WorkloadParams();
    int place = 0;
    for (Map.Entry<String, JsonNode> parameter : json.properties())
      parameters.put(parameter.getKey(), parameter.getValue().asText(), place++);
    return parameters;
  }

  /// How many samples each metric comes from, by its name.
  public Map<String, Long> samples() {
    Map<String, Long> samples = new TreeMap<>();
    secondary.forEach((name, metric) -> samples.put(name, metric.getSampleCount()));
    samples.put(PRIMARY, primary.getSampleCount());
    return samples;
  }

  @Override
  public Result getPrimaryResult() {
    return primary;
  }

  @Override
  public Map<String, Result> getSecondaryResults() {
    return secondary;
  }
}
