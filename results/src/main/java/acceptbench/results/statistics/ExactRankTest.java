package acceptbench.results.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/// Wilcoxon's rank sum test (Mann–Whitney's), exact with ties too: all ways to divide the values
/// between the two sides are counted.
///
/// Assumes that launches of the same thing are exchangeable, and nothing of their distribution:
/// skewed and two-humped values are fine. Guarantees that where both sides are the same thing, p is
/// at most x in at most a share x of all pairs. (M. Hollander, D. Wolfe, E. Chicken: Nonparametric
/// Statistical Methods, 4.1, conditional distribution with ties; the counting is the one of
/// B. Streitberg and J. Röhmel, 1986.) Beyond [#MOST_COUNTED] values, where counting takes long and
/// the normal approximation is good, the library's test stands in.
public final class ExactRankTest {
  private static final int MOST_COUNTED = 80;

  private ExactRankTest() {}

  /// The two-sided p: the share of all ways to divide the values whose rank sum is as far from the
  /// mean or farther. 1 where all values are the same, or a side is empty.
  public static double p(double[] first, double[] second) {
    if (first.length + second.length > MOST_COUNTED && first.length > 0 && second.length > 0)
      return approximately(first, second);
    return exactly(Blocks.one(first, second));
  }

  /// The same for launches of several machines: ranks are given on each machine by itself and
  /// summed over all, and all ways to divide each machine's values are counted (P. van Elteren,
  /// 1960, with the same weight for each machine, as they have the same number of rounds or nearly
  /// so). Where there is one machine it is the test above.
  public static double p(Blocks machines) {
    if (machines.blocks().size() != 1) return exactly(machines);
    double[][] only = machines.blocks().getFirst();
    return p(only[0], only[1]);
  }

  private static double exactly(Blocks machines) {
    int observed = 0;
    // Twice the mean, so that all is in whole numbers: the mean is n (N + 1) / 2, ranks are
    // doubled.
    long twiceMean = 0;
    double[] ways = {1};
    for (double[][] block : machines.blocks()) {
      int[] doubled = doubledRanks(block[0], block[1]);
      for (int i = 0; i < block[0].length; i++) observed += doubled[i];
      twiceMean += 2L * block[0].length * (doubled.length + 1);
      ways = together(ways, ways(doubled, block[0].length));
    }
    long distance = Math.abs(2L * observed - twiceMean);
    double all = 0;
    double asFar = 0;
    for (int sum = 0; sum < ways.length; sum++) {
      all += ways[sum];
      if (Math.abs(2L * sum - twiceMean) >= distance) asFar += ways[sum];
    }
    return asFar / all;
  }

  /// For each sum of both, in how many ways it comes about.
  private static double[] together(double[] some, double[] others) {
    double[] both = new double[some.length + others.length - 1];
    for (int i = 0; i < some.length; i++) {
      if (some[i] == 0) continue;
      for (int j = 0; j < others.length; j++) both[i + j] += some[i] * others[j];
    }
    return both;
  }

  private static double approximately(double[] first, double[] second) {
    double p = MannWhitneyUTest.withDefaults().test(first, second).getPValue();
    return Double.isNaN(p) ? 1 : Math.max(p, smallestP(first.length, second.length));
  }

  /// The smallest p that this many values can give, however far apart they are: 2 / (n + m over n).
  /// 1 where a side has a single one, as nothing is known of how that side's launches differ.
  public static double smallestP(int first, int second) {
    return Math.min(first, second) < 2 ? 1 : 2 / combinations(first, second);
  }

  /// The same for launches of several machines.
  public static double smallestP(Blocks machines) {
    int first = 0;
    int second = 0;
    double combinations = 1;
    for (double[][] block : machines.blocks()) {
      first += block[0].length;
      second += block[1].length;
      combinations *= combinations(block[0].length, block[1].length);
    }
    return Math.min(first, second) < 2 ? 1 : 2 / combinations;
  }

  private static double combinations(int first, int second) {
    double combinations = 1;
    for (int i = 1; i <= second; i++) combinations *= (double) (first + i) / i;
    return combinations;
  }

  /// The fewest values on each side with which any of that many pairs can be told apart.
  ///
  /// @param falseAlarms the chance of any false difference among all of them, 0 to 1
  public static int valuesFor(int pairs, double falseAlarms) {
    return valuesFor(pairs, falseAlarms, 1);
  }

  /// The same where as many of them are from each of several machines.
  public static int valuesFor(int pairs, double falseAlarms, int machines) {
    int each = machines == 1 ? 2 : 1;
    while (2 / Math.pow(combinations(each, each), machines) * pairs > falseAlarms) each++;
    return each * machines;
  }

  /// Twice the mid-ranks, those of the first side first.
  private static int[] doubledRanks(double[] first, double[] second) {
    double[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    double[] sorted = all.clone();
    Arrays.sort(sorted);
    int[] ranks = new int[all.length];
    for (int i = 0; i < all.length; i++) {
      int below = 0;
      int equal = 0;
      for (double value : sorted) {
        if (value < all[i]) below++;
        else if (value == all[i]) equal++;
      }
      ranks[i] = 2 * below + equal + 1;
    }
    return ranks;
  }

  /// For each sum, in how many ways that many of the ranks make it.
  private static double[] ways(int[] ranks, int chosen) {
    int most = Arrays.stream(ranks).sum();
    double[][] ways = new double[chosen + 1][most + 1];
    ways[0][0] = 1;
    int soFar = 0;
    int sumSoFar = 0;
    for (int rank : ranks) {
      soFar++;
      sumSoFar += rank;
      for (int count = Math.min(chosen, soFar); count > 0; count--) {
        double[] one = ways[count];
        double[] fewer = ways[count - 1];
        for (int sum = sumSoFar; sum >= rank; sum--) one[sum] += fewer[sum - rank];
      }
    }
    return ways[chosen];
  }
}
