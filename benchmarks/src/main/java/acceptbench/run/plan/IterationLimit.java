package acceptbench.run.plan;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.TimeValue;

/// How long a fork may take for one iteration, including the set-up before the first and the
/// tear-down after the last: more than a healthy one ever needs. If `-to` is given, JMH interrupts
/// the benchmark after that time, and a fork that does not even react is given up.
public final class IterationLimit {
  /// For the fork's JVM to start, or to end after an interrupt.
  private static final Duration GRACE = Duration.ofSeconds(10);

  /// A server may take 30 s to start, a user's program a minute, 30 s to come to rest, and 20 s for
  /// each command.
  private static final Duration SERVER = Duration.ofMinutes(2);

  /// More than a connection ever costs a client that can't keep pace.
  private static final long CLIENT_MICROS = 1_000;

  private static final double A_DAY_MILLIS = 24 * 3.6e6;

  /// The parameters that are times which an iteration may wait for once. A pause of the acceptor
  /// (`pauseMillis`) is within its load's time, and a program's start (`listenMillis`) within
  /// [#SERVER].
  static final Set<String> WAITED_FOR =
      Set.of("stallMillis", "patienceMillis", "loadMillis", "holdMillis");

  static final Set<String> WITHIN_OTHERS = Set.of("pauseMillis", "listenMillis");

  private IterationLimit() {}

  public static Duration of(Options options, PlannedCell cell) {
    Duration time = time(options, cell);
    var timeout =
        options.getTimeout().hasValue() ? options.getTimeout() : cell.entry().getTimeout();
    if (timeout.hasValue()) return time.plus(duration(timeout.get())).plus(GRACE);
    // Its client may be warmed at another server before.
    int servers = cell.number("clientWarmConnections") > 0 ? 2 : 1;
    return time.plus(SERVER.multipliedBy(servers)).plus(load(cell).multipliedBy(2));
  }

  /// How long JMH lets an iteration run.
  private static Duration time(Options options, PlannedCell cell) {
    Iterations iterations = Iterations.of(options, cell);
    return Collections.max(List.of(iterations.warmupTime(), iterations.measuredTime()));
  }

  private static Duration duration(TimeValue time) {
    return Duration.ofNanos(time.convertTo(TimeUnit.NANOSECONDS));
  }

  /// The waits and the work that the parameters ask for, one after the other.
  private static Duration load(PlannedCell cell) {
    double millis = WAITED_FOR.stream().mapToDouble(cell::number).sum();
    double connections =
        cell.number("burst")
            + cell.number("halfOpen")
            + cell.number("rate") * (cell.number("loadMillis") / 1e3);
    double micros = CLIENT_MICROS + cell.number("handlerMicros") + cell.number("acceptorMicros");
    millis += connections * micros / 1e3;
    return Duration.ofMillis((long) Math.min(millis, A_DAY_MILLIS));
  }
}
