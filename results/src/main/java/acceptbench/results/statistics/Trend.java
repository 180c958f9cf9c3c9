package acceptbench.results.statistics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// Whether values rise or fall with time within launches: Kendall's S, the number of pairs of
/// iterations of a launch in which the later one is higher less those in which it is lower, summed
/// over launches (Mann's test for trend, with launches as blocks).
///
/// Assumes that without a trend the iterations of a launch could have come in any order, and
/// nothing of how launches differ or how values are distributed. The p is exact, with ties too: all
/// orders of each launch's values are counted, as many inversions as each has (they are the
/// coefficients of a Gaussian multinomial; D. Knuth, The Art of Computer Programming, 5.1.2).
/// Beyond [#MOST_COUNTED] pairs the normal approximation stands in (M. Kendall, Rank Correlation
/// Methods, 1970, chapter 5).
///
/// A trend that all launches share is seen with few of them: 5 launches of 3 iterations give a p of
/// 0.0003 where all rise. One that only some have, or one that is over after the first iteration of
/// many, is seen less well.
///
/// @param s above 0 where values rise
/// @param p two-sided; 1 where there is nothing to order
/// @param smallestP the smallest p that this many values can give
public record Trend(long s, double p, double smallestP) {
  private static final int MOST_COUNTED = 2_000;

  /// Looks for a trend.
  ///
  /// @param launches the iterations of each launch, in their order; what is NaN is left out
  public static Trend of(List<double[]> launches) {
    List<double[]> measured =
        launches.stream()
            .map(launch -> Arrays.stream(launch).filter(v -> !Double.isNaN(v)).toArray())
            .toList();
    long s = 0;
    long most = 0;
    for (double[] launch : measured) {
      s += kendall(launch);
      most += untiedPairs(launch);
    }
    if (most == 0) return new Trend(0, 1, 1);
    if (most > MOST_COUNTED) {
      double deviation = Math.sqrt(measured.stream().mapToDouble(Trend::variance).sum());
      return new Trend(s, normalP(s, deviation), normalP(most, deviation));
    }
    double[] ways = {1};
    for (double[] launch : measured) ways = times(ways, inversions(launch));
    return new Trend(s, exactP(ways, Math.abs(s)), exactP(ways, most));
  }

  private static long kendall(double[] values) {
    long s = 0;
    for (int i = 0; i < values.length; i++)
      for (int j = i + 1; j < values.length; j++) s += Double.compare(values[j], values[i]);
    return s;
  }

  private static Iterable<Integer> ties(double[] values) {
    Map<Double, Integer> ties = new HashMap<>();
    for (double value : values) ties.merge(value, 1, Integer::sum);
    return ties.values();
  }

  private static long untiedPairs(double[] values) {
    long pairs = pairs(values.length);
    for (int tied : ties(values)) pairs -= pairs(tied);
    return pairs;
  }

  private static long pairs(long values) {
    return values * (values - 1) / 2;
  }

  /// For each number of inversions the share of all orders of the values that have it.
  private static double[] inversions(double[] values) {
    double[] shares = {1};
    int placed = 0;
    for (int tied : ties(values)) {
      shares = times(shares, merged(placed, tied));
      placed += tied;
    }
    return shares;
  }

  /// The same of two groups that are put together, of which all values of the one are higher: value
  /// by value, the last one is of the first group, or of the second and above all of the first.
  private static double[] merged(int first, int second) {
    double[][] shares = new double[second + 1][];
    for (int j = 0; j <= second; j++) shares[j] = new double[] {1};
    for (int i = 1; i <= first; i++) {
      for (int j = 1; j <= second; j++) {
        double[] lastOfSecond = shares[j - 1];
        double[] lastOfFirst = shares[j];
        double[] both = new double[i * j + 1];
        for (int k = 0; k < lastOfSecond.length; k++) both[k] += lastOfSecond[k] * j / (i + j);
        for (int k = 0; k < lastOfFirst.length; k++) both[k + j] += lastOfFirst[k] * i / (i + j);
        shares[j] = both;
      }
    }
    return shares[second];
  }

  private static double[] times(double[] first, double[] second) {
    double[] product = new double[first.length + second.length - 1];
    for (int i = 0; i < first.length; i++)
      for (int j = 0; j < second.length; j++) product[i + j] += first[i] * second[j];
    return product;
  }

  /// The share of orders whose S is as far from 0 or farther.
  ///
  /// @param shares by the number of inversions, which is (pairs - S) / 2
  private static double exactP(double[] shares, long distance) {
    double p = 0;
    long pairs = shares.length - 1L;
    for (int i = 0; i < shares.length; i++)
      if (Math.abs(pairs - 2L * i) >= distance) p += shares[i];
    return Math.min(1, p);
  }

  private static double variance(double[] values) {
    double variance = spread(values.length);
    for (int tied : ties(values)) variance -= spread(tied);
    return variance / 18;
  }

  private static double spread(double n) {
    return n * (n - 1) * (2 * n + 5);
  }

  /// With a continuity correction: S moves by 2.
  private static double normalP(long s, double deviation) {
    double distance = Math.max(0, Math.abs(s) - 1) / deviation;
    return 2 * NormalDistribution.of(0, 1).survivalProbability(distance);
  }
}
