package acceptbench.bench;

import acceptbench.bench.server.ServerUnderTest;
import acceptbench.profile.Distribution;
import acceptbench.profile.ObservationProfiler;
import acceptbench.testing.QuickJvm;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.options.TimeValue;

/// States of a benchmark as JMH makes them in a fork, in this process: a real server, and a run's
/// own network.
final class OneCell {
  static final String LARGEST = ":p1.00";

  private static final String NETWORK = "acceptbench.network";

  /// Of what the driver measures, or what takes a while.
  private static final Map<String, String> USUAL =
      Map.of(
          "burstRate",
          BurstLoad.MAX,
          "warmConnections",
          "0",
          "serverJvm",
          String.join(" ", QuickJvm.ARGUMENTS));

  private OneCell() {}

  /// A server that has been started, in a network namespace that is the test's own.
  static ServerUnderTest server(Map<String, String> parameters) throws IOException {
    System.setProperty(NETWORK, "private");
    try {
      ServerUnderTest server = set(new ServerUnderTest(), parameters);
      server.start();
      return server;
    } finally {
      System.clearProperty(NETWORK);
    }
  }

  /// Gives each parameter the value that is asked for, or its annotation's first; bursts come as
  /// fast as they can, to servers that nobody has warmed up.
  static <T> T set(T state, Map<String, String> parameters) {
    for (Field field : state.getClass().getFields()) {
      Param declared = field.getAnnotation(Param.class);
      if (declared == null) continue;
      String usual = USUAL.getOrDefault(field.getName(), declared.value()[0]);
      String value = parameters.getOrDefault(field.getName(), usual);
      try {
        if (field.getType() == int.class) field.setInt(state, Integer.parseInt(value));
        else field.set(state, value);
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
    return state;
  }

  /// One iteration of a load at a rate, and what was observed.
  static Map<String, Double> rate(Map<String, String> parameters)
      throws IOException, ProfilerException {
    ServerUnderTest server = server(parameters);
    RateLoad load = set(new RateLoad(), parameters);
    load.open(server);
    try {
      load.prepare();
      load.run();
      load.balance();
      return published();
    } finally {
      load.close();
      server.stop();
    }
  }

  /// What the last iteration published, by name: of a distribution its mean, and its largest value
  /// by the name that JMH has for it. The profiler asks neither argument for anything in a warm-up.
  @SuppressWarnings("NullAway")
  static Map<String, Double> published() throws ProfilerException {
    IterationParams warmup = new IterationParams(IterationType.WARMUP, 1, TimeValue.NONE, 1);
    Map<String, Double> scores = new HashMap<>();
    for (Result<?> result : new ObservationProfiler("").afterIteration(null, warmup, null)) {
      scores.put(result.getLabel(), result.getScore());
      if (result instanceof Distribution)
        scores.put(result.getLabel() + LARGEST, result.getStatistics().getMax());
    }
    return scores;
  }
}
