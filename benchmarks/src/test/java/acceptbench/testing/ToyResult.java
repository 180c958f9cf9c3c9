package acceptbench.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.SampleTimeResult;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.results.SingleShotResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.SampleBuffer;

/// Results as JMH makes them, of cells that nobody measured.
public final class ToyResult {
  private ToyResult() {}

  /// One fork, with metrics like those of the benchmarks: counts, a distribution, and one that
  /// could not be measured.
  ///
  /// @param parameters by name
  public static RunResult of(String benchmark, Map<String, String> parameters, int iterations) {
    IterationParams iteration =
        new IterationParams(IterationType.MEASUREMENT, iterations, TimeValue.seconds(1), 1);
    BenchmarkParams params = params(benchmark, parameters, iteration);
    List<IterationResult> results = new ArrayList<>();
    for (int i = 0; i < iterations; i++) results.add(iteration(params, iteration, i));
    return new RunResult(params, List.of(new BenchmarkResult(params, results)));
  }

  private static IterationResult iteration(
      BenchmarkParams params, IterationParams iteration, int number) {
    IterationResult result = new IterationResult(params, iteration, null);
    result.addResult(
        new SingleShotResult(
            ResultRole.PRIMARY, "burst", 1_234_567 + 7_919L * number, TimeUnit.MILLISECONDS));
    result.addResult(new ScalarResult("ListenOverflows", number % 5, "#", AggregationPolicy.AVG));
    result.addResult(
        new ScalarResult("server.cpuPerAccept", Double.NaN, "us", AggregationPolicy.AVG));
    SampleBuffer samples = new SampleBuffer();
    samples.add(1_000 + number);
    samples.add(1_000_000_007L);
    samples.add(3);
    result.addResult(
        new SampleTimeResult(ResultRole.SECONDARY, "connect", samples, TimeUnit.MICROSECONDS));
    return result;
  }

  private static BenchmarkParams params(
      String benchmark, Map<String, String> parameters, IterationParams iteration) {
    WorkloadParams workload = new WorkloadParams();
    int place = 0;
    for (Map.Entry<String, String> parameter : parameters.entrySet())
      workload.put(parameter.getKey(), parameter.getValue(), place++);
    return new BenchmarkParams(
        benchmark,
        benchmark,
        false,
        1,
        new int[] {1},
        List.of(),
        1,
        0,
        iteration,
        iteration,
        Mode.SingleShotTime,
        workload,
        TimeUnit.MILLISECONDS,
        1,
        "java",
        List.of(),
        "25",
        "VM",
        "25",
        "1.37",
        TimeValue.minutes(1));
  }
}
