package acceptbench.results.statistics;

import java.util.stream.DoubleStream;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// By how much one sample lies above another: the Hodges–Lehmann estimate, which is the median of
/// all pairwise differences, and the interval that belongs to the Mann–Whitney test (Hollander,
/// Wolfe, Chicken: Nonparametric Statistical Methods, 4.3, large-sample approximation).
///
/// @param estimate in the samples' unit
/// @param low lower end of the 95 % confidence interval, not corrected for other cells; NaN where
///     the samples are too small for one
/// @param high upper end of it
public record Shift(double estimate, double low, double high) {
  private static final double OUTSIDE = 0.05;
  private static final double Z =
      NormalDistribution.of(0, 1).inverseCumulativeProbability(1 - OUTSIDE / 2);

  /// By how much the second side's values lie above the first's.
  ///
  /// @param machines the launches of both sides; only those of one machine are subtracted from each
  ///     other
  public static Shift between(Blocks machines) {
    DoubleStream.Builder all = DoubleStream.builder();
    double variance = 0;
    for (double[][] block : machines.blocks()) {
      for (double from : block[0]) for (double to : block[1]) all.add(to - from);
      double pairs = (double) block[0].length * block[1].length;
      variance += pairs * (block[0].length + block[1].length + 1) / 12;
    }
    double[] differences = all.build().sorted().toArray();
    double estimate = Median.withDefaults().evaluate(differences);
    if (ExactRankTest.smallestP(machines) > OUTSIDE) {
      return new Shift(estimate, Double.NaN, Double.NaN);
    }
    double pairs = differences.length;
    double spread = Math.sqrt(variance);
    int rank = Math.clamp((long) Math.floor((pairs / 2) - (Z * spread)), 1, differences.length);
    return new Shift(estimate, differences[rank - 1], differences[differences.length - rank]);
  }
}
