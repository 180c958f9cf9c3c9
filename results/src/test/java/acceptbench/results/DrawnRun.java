package acceptbench.results;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/// A run of twenty cells, drawn: log-normal latencies, a count with many ties, and one that is
/// always 0. As on real machines, forks differ more than the iterations of one.
///
/// @param shift by which share connect p99 is moved in one of the cells
record DrawnRun(long seed, int forks, int iterations, double shift) {
  /// The only cell that is shifted.
  static final String SHIFTED = "s1, backlog 4";

  private static final int CELLS = 20;
  private static final double BETWEEN_FORKS = 0.08;
  private static final double WITHIN_A_FORK = 0.02;

  DrawnRun(long seed, int forks, int iterations) {
    this(seed, forks, iterations, 0);
  }

  Path writeTo(Path folder) throws IOException {
    return sample(false).writeTo(folder);
  }

  /// The same numbers, each iteration written as a fork of its own.
  Path writeIterationsAsForks(Path folder) throws IOException {
    return sample(true).writeTo(folder);
  }

  private SampleRun sample(boolean iterationsAsForks) {
    SplittableRandom random = new SplittableRandom(seed);
    SampleRun run = new SampleRun();
    for (int i = 0; i < CELLS; i++) {
      Map<String, String> params =
          Map.of("strategy", "s" + i / 5, "backlog", Integer.toString(1 << i % 5));
      ObjectNode cell = run.cell("acceptbench.bench.BurstBenchmark.burst", "ss", params);
      SampleRun.metric(cell, "primaryMetric", "ms/op", new double[forks][iterations]);
      ObjectNode secondary = cell.withObject("/secondaryMetrics");
      SampleRun.metric(secondary, "ledger.ghost", "#", new double[forks][iterations]);
      double[][] counts = draw(random, power -> Math.rint(5 * Math.pow(power, 3)));
      SampleRun.metric(secondary, "ListenOverflows", "#", shaped(counts, iterationsAsForks));
      for (String metric : List.of("connect:p0.50", "connect:p0.99", "firstByte:p0.99")) {
        double scale = 1000 * (i == 7 && metric.equals("connect:p0.99") ? 1 + shift : 1);
        double[][] latencies = draw(random, power -> scale * power);
        SampleRun.metric(secondary, metric, "us/op", shaped(latencies, iterationsAsForks));
      }
    }
    return run;
  }

  private double[][] draw(SplittableRandom random, DoubleUnaryOperator value) {
    double[][] drawn = new double[forks][iterations];
    for (double[] fork : drawn) {
      double launch = BETWEEN_FORKS * random.nextGaussian();
      Arrays.setAll(
          fork, _ -> value.applyAsDouble(Math.exp(launch + WITHIN_A_FORK * random.nextGaussian())));
    }
    return drawn;
  }

  private static double[][] shaped(double[][] drawn, boolean iterationsAsForks) {
    return iterationsAsForks
        ? Arrays.stream(drawn)
            .flatMapToDouble(Arrays::stream)
            .mapToObj(value -> new double[] {value})
            .toArray(double[][]::new)
        : drawn;
  }
}
