package acceptbench.results;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/// A run whose cells have several launches, drawn around values that are known: launches differ by
/// a tenth, the iterations of one much less.
final class DrawnLaunches {
  static final int ITERATIONS = 3;

  final SampleRun run = new SampleRun();
  private final Random random;

  DrawnLaunches(long seed) {
    random = new Random(seed);
  }

  /// A cell with so many launches whose first byte p99 is around so many microseconds.
  ///
  /// @param lost overflows, on average
  ObjectNode cell(String strategy, int backlog, int launches, double micros, double lost) {
    return cell(
        Map.of("strategy", strategy, "backlog", Integer.toString(backlog), "burst", "2000"),
        launches,
        micros,
        lost);
  }

  ObjectNode cell(Map<String, String> params, int launches, double micros, double lost) {
    ObjectNode cell = run.cell("acceptbench.bench.BurstBenchmark.burst", "ss", sorted(params));
    SampleRun.metric(cell, "primaryMetric", "ms/op", new double[launches][ITERATIONS]);
    metric(cell, "firstByte:p0.99", "us/op", drawn(launches, micros));
    metric(cell, "connect:p0.99", "us/op", drawn(launches, 2 * micros));
    metric(cell, "ListenOverflows", "#", drawn(launches, lost));
    metric(cell, "ledger.ghost", "#", new double[launches][ITERATIONS]);
    return cell;
  }

  private static Map<String, String> sorted(Map<String, String> params) {
    Map<String, String> sorted = new LinkedHashMap<>();
    params.keySet().stream().sorted().forEach(name -> sorted.put(name, params.get(name)));
    return sorted;
  }

  static void metric(ObjectNode cell, String name, String unit, double[][] launches) {
    SampleRun.metric(cell.withObject("/secondaryMetrics"), name, unit, launches);
  }

  /// Launches that all say the same but for one of them.
  static double[][] oneOf(int launches, double usual, double one) {
    double[][] values = new double[launches][ITERATIONS];
    for (double[] launch : values) Arrays.fill(launch, usual);
    values[launches - 1][ITERATIONS - 1] = one;
    return values;
  }

  double[][] drawn(int launches, double around) {
    double[][] values = new double[launches][ITERATIONS];
    for (double[] launch : values) {
      double own = 0.1 * random.nextGaussian();
      for (int i = 0; i < ITERATIONS; i++)
        launch[i] = around * Math.exp(own + 0.02 * random.nextGaussian());
    }
    return values;
  }

  Path writeTo(Path folder) throws IOException {
    return run.writeTo(folder);
  }
}
