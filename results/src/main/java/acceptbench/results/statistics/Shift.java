package acceptbench.results.statistics;

import java.util.Arrays;
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

  public static Shift between(double[] base, double[] candidate) {
    double[] differences = new double[base.length * candidate.length];
    int next = 0;
    for (double from : base) {
      for (double to : candidate) {
        differences[next++] = to - from;
      }
    }
    Arrays.sort(differences);
    double estimate = Median.withDefaults().evaluate(differences);
    if (ExactRankTest.smallestP(base.length, candidate.length) > OUTSIDE) {
      return new Shift(estimate, Double.NaN, Double.NaN);
    }
    double pairs = differences.length;
    double spread = Math.sqrt(pairs * (base.length + candidate.length + 1) / 12);
    int rank = Math.clamp((long) Math.floor((pairs / 2) - (Z * spread)), 1, differences.length);
    return new Shift(estimate, differences[rank - 1], differences[differences.length - rank]);
  }
}
