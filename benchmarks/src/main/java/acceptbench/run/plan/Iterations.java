package acceptbench.run.plan;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.TimeValue;

/// The iterations of a launch as JMH makes them: what the options say, else the benchmark's
/// annotations, else JMH's defaults.
///
/// @param warmups how many of those
/// @param measured how many of those
/// @param warmupTime how long JMH lets one run; zero where an iteration is one call
/// @param measuredTime the same of the others
record Iterations(int warmups, int measured, Duration warmupTime, Duration measuredTime) {
  static Iterations of(Options options, PlannedCell cell) {
    BenchmarkListEntry entry = cell.entry();
    boolean single = cell.mode() == Mode.SingleShotTime;
    int warmups = single ? Defaults.WARMUP_ITERATIONS_SINGLESHOT : Defaults.WARMUP_ITERATIONS;
    int measured =
        single ? Defaults.MEASUREMENT_ITERATIONS_SINGLESHOT : Defaults.MEASUREMENT_ITERATIONS;
    TimeValue warmupTime = entry.getWarmupTime().orElse(Defaults.WARMUP_TIME);
    TimeValue measuredTime = entry.getMeasurementTime().orElse(Defaults.MEASUREMENT_TIME);
    return new Iterations(
        options.getWarmupIterations().orElse(entry.getWarmupIterations().orElse(warmups)),
        options
            .getMeasurementIterations()
            .orElse(entry.getMeasurementIterations().orElse(measured)),
        single ? Duration.ZERO : duration(options.getWarmupTime().orElse(warmupTime)),
        single ? Duration.ZERO : duration(options.getMeasurementTime().orElse(measuredTime)));
  }

  private static Duration duration(TimeValue time) {
    return Duration.ofNanos(time.convertTo(TimeUnit.NANOSECONDS));
  }
}
