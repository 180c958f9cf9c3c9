package acceptbench.run.plan;

import acceptbench.bench.BurstBenchmark;
import acceptbench.bench.DrainBenchmark;
import acceptbench.bench.HalfOpenBenchmark;
import acceptbench.bench.RateBenchmark;
import java.time.Duration;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.runner.options.Options;

/// About how long a cell takes: the start of each fork and its server, then each iteration as its
/// parameters ask for it. An estimate for people, on a machine of two CPUs with nothing else to do;
/// nothing depends on it.
public final class ExpectedTime {
  /// Two JVMs start, load JMH and the strategy's library, and end: 1.3 s where they have class
  /// archives (`benchmarks/launch-cost`), some more where not.
  private static final double START_MILLIS = 1_500;

  /// Until the server has come to rest before and after an iteration, and proof of ghosts.
  private static final double REST_MILLIS = 100;

  /// When the kernel sends a dropped SYN again for the first time (RFC 6298, 2.1).
  private static final double RETRY_MILLIS = 1_000;

  /// What a connection costs in a closed loop, besides the work that is asked for.
  private static final double WARMING_MICROS = 30;

  /// The share of those connections that get all of the work.
  private static final double WORKING = 0.1;

  /// What an iteration's load takes by itself, for benchmarks whose iterations have no set time.
  private static final Map<String, ToDoubleFunction<PlannedCell>> LOAD_MILLIS =
      Map.of(
          BurstBenchmark.class.getName(), ExpectedTime::burst,
          DrainBenchmark.class.getName(), ExpectedTime::handling,
          HalfOpenBenchmark.class.getName(), ExpectedTime::besideHalfOpen,
          RateBenchmark.class.getName(),
              cell -> cell.number("loadMillis") + cell.number("holdMillis"));

  private ExpectedTime() {}

  /// One launch of a cell.
  ///
  /// @param options JMH's, which go before those of the benchmark's annotations
  public static Duration of(Options options, PlannedCell cell) {
    Iterations iterations = Iterations.of(options, cell);
    double millis =
        START_MILLIS
            + warming(cell)
            + iterations.warmups() * iterationMillis(cell, iterations.warmupTime())
            + iterations.measured() * iterationMillis(cell, iterations.measuredTime());
    return Duration.ofMillis((long) millis);
  }

  private static double warming(PlannedCell cell) {
    double work = cell.number("handlerMicros") + cell.number("acceptorMicros");
    return (cell.number("warmConnections") * (WARMING_MICROS + WORKING * work)
            + cell.number("clientWarmConnections") * WARMING_MICROS)
        / 1_000;
  }

  private static double iterationMillis(PlannedCell cell, Duration time) {
    return REST_MILLIS + (time.isZero() ? load(cell) : time.toMillis());
  }

  private static double load(PlannedCell cell) {
    return LOAD_MILLIS
        .getOrDefault(cell.entry().getUserClassQName(), ExpectedTime::told)
        .applyAsDouble(cell);
  }

  /// For a benchmark that is not listed here: the times in its own parameters.
  private static double told(PlannedCell cell) {
    return cell.parameters().keySet().stream()
        .filter(name -> name.endsWith("Millis") && !name.equals("patienceMillis"))
        .mapToDouble(cell::number)
        .sum();
  }

  /// A SYN that overflows the queue is sent again after a second, during which the server works.
  private static double burst(PlannedCell cell) {
    boolean overflows = cell.number("burst") > cell.number("backlog");
    return Math.max(cell.number("stallMillis"), overflows ? RETRY_MILLIS : 0)
        + cell.number("holdMillis")
        + handling(cell);
  }

  /// As if one thread did it all, on one CPU.
  private static double handling(PlannedCell cell) {
    double micros = cell.number("handlerMicros") + cell.number("acceptorMicros");
    return cell.number("burst") * micros / 1_000;
  }

  /// Without cookies nobody else gets in, and all others wait until their patience ends.
  private static double besideHalfOpen(PlannedCell cell) {
    boolean full =
        cell.number("syncookies") == 0 && cell.number("halfOpen") > cell.number("backlog");
    return cell.number("loadMillis") + (full ? cell.number("patienceMillis") : 0);
  }
}
