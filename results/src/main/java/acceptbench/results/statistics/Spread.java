package acceptbench.results.statistics;

import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/// The middle of a few launches, and how far it may be off: the interval between two of the values
/// that holds the median of all possible launches (Hollander, Wolfe, Chicken: Nonparametric
/// Statistical Methods, 3.6).
///
/// @param median of the launches
/// @param low lower end of the interval: one of the values
/// @param high upper end of it
/// @param confidence of the interval, 0 to 1: 0.95 or more, or what the whole range gives where the
///     launches are too few for that (0.9375 with 5)
public record Spread(double median, double low, double high, double confidence) {
  private static final double ENOUGH = 0.95;

  public static Spread of(double[] sorted) {
    double median = Median.withDefaults().evaluate(sorted);
    int count = sorted.length;
    if (count == 0) return new Spread(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    int left = 0;
    while (left + 1 < count - 1 - (left + 1) && confidence(count, left + 1) >= ENOUGH) left++;
    return new Spread(median, sorted[left], sorted[count - 1 - left], confidence(count, left));
  }

  /// The confidence of the interval that leaves out that many values at each end.
  private static double confidence(int count, int leftOut) {
    return 1 - 2 * BinomialDistribution.of(count, 0.5).cumulativeProbability(leftOut);
  }
}
