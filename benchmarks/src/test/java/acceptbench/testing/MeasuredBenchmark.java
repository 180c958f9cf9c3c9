package acceptbench.testing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;

/// A benchmark as JMH describes it to a profiler.
public final class MeasuredBenchmark {
  private MeasuredBenchmark() {}

  public static IterationParams iteration(IterationType type) {
    return new IterationParams(type, 1, TimeValue.seconds(1), 1);
  }

  /// A burst with these parameters.
  public static BenchmarkParams of(Map<String, String> parameters) {
    WorkloadParams params = new WorkloadParams();
    new TreeMap<>(parameters).forEach((name, value) -> params.put(name, value, 0));
    return new BenchmarkParams(
        "acceptbench.bench.BurstBenchmark.burst",
        "target",
        false,
        1,
        new int[] {1},
        List.of("group"),
        1,
        0,
        iteration(IterationType.WARMUP),
        iteration(IterationType.MEASUREMENT),
        Mode.SingleShotTime,
        params,
        TimeUnit.MICROSECONDS,
        1,
        "java",
        List.of(),
        "25",
        "vm",
        "25",
        "1.37",
        TimeValue.minutes(1));
  }
}
