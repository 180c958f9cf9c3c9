package acceptbench.run.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;

/// What a result was measured with, from JMH's JSON: all that JMH's formats show of it.
final class RestoredParams {
  private static final String SINGLE_SHOT = "single-shot";

  private RestoredParams() {}

  /// @param forks how many launches it is to be of
  static BenchmarkParams of(JsonNode json, int forks) {
    String benchmark = json.path("benchmark").asText();
    List<String> jvmArguments = new ArrayList<>();
    json.path("jvmArgs").forEach(argument -> jvmArguments.add(argument.asText()));
    return new BenchmarkParams(
        benchmark,
        benchmark,
        false,
        json.path("threads").asInt(1),
        new int[] {1},
        List.of(),
        forks,
        0,
        iteration(json, IterationType.WARMUP, "warmup"),
        iteration(json, IterationType.MEASUREMENT, "measurement"),
        Mode.deepValueOf(json.path("mode").asText()),
        parameters(json.path("params")),
        unit(json.path("primaryMetric").path("scoreUnit").asText()),
        1,
        json.path("jvm").asText(),
        jvmArguments,
        json.path("jdkVersion").asText(),
        json.path("vmName").asText(),
        json.path("vmVersion").asText(),
        json.path("jmhVersion").asText(),
        TimeValue.minutes(1));
  }

  private static IterationParams iteration(JsonNode json, IterationType type, String name) {
    return new IterationParams(
        type,
        json.path(name + "Iterations").asInt(),
        time(json.path(name + "Time").asText()),
        json.path(name + "BatchSize").asInt(1));
  }

  /// `1 s`, as JMH prints it.
  private static TimeValue time(String printed) {
    if (printed.isEmpty() || printed.equals(SINGLE_SHOT)) return TimeValue.NONE;
    return TimeValue.fromString(printed.replace(" ", ""));
  }

  private static WorkloadParams parameters(JsonNode json) {
    WorkloadParams parameters = new WorkloadParams();
    int place = 0;
    for (Map.Entry<String, JsonNode> parameter : json.properties())
      parameters.put(parameter.getKey(), parameter.getValue().asText(), place++);
    return parameters;
  }

  /// The unit of time in `ms/op`.
  static TimeUnit unit(String scoreUnit) {
    return switch (scoreUnit.split("/", -1)[0]) {
      case "ns" -> TimeUnit.NANOSECONDS;
      case "us" -> TimeUnit.MICROSECONDS;
      case "s" -> TimeUnit.SECONDS;
      case "min" -> TimeUnit.MINUTES;
      case "hr" -> TimeUnit.HOURS;
      case "day" -> TimeUnit.DAYS;
      default -> TimeUnit.MILLISECONDS;
    };
  }
}
