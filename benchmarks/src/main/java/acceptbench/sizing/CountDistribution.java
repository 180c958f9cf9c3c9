package acceptbench.sizing;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.DiscreteDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/// How likely each number of connections is. What is less likely than one in 10^15 altogether is
/// left out at either end. Immutable.
final class CountDistribution {
  /// In standard deviations, and some counts for means near 0: beyond, less than 10^-18 is left.
  private static final double WIDTH = 9.5;

  private static final int MORE = 50;
  private static final double NEGLIGIBLE = 1e-16;

  private final int lowest;
  private final double[] chances;

  /// The chance of more than each of the counts.
  private final double[] beyond;

  private CountDistribution(int lowest, double[] chances) {
    this.lowest = lowest;
    this.chances = chances;
    beyond = new double[chances.length];
    // From the top, where the summands are least.
    for (int i = chances.length - 2; i >= 0; i--) beyond[i] = beyond[i + 1] + chances[i + 1];
  }

  /// That many, always.
  static CountDistribution certain(int count) {
    return new CountDistribution(count, new double[] {1});
  }

  /// Arrivals that are independent of each other, in a time.
  static CountDistribution poisson(double mean) {
    return of(PoissonDistribution.of(mean));
  }

  /// Of that many, those that come to one of several places with equal chances.
  static CountDistribution share(int count, int places) {
    if (count == 0 || places == 1) return certain(count);
    return of(BinomialDistribution.of(count, 1.0 / places));
  }

  private static CountDistribution of(DiscreteDistribution library) {
    double mean = library.getMean();
    double reach = WIDTH * Math.sqrt(library.getVariance()) + MORE;
    int from = (int) Math.max(library.getSupportLowerBound(), Math.floor(mean - reach));
    int to = (int) Math.min(library.getSupportUpperBound(), Math.ceil(mean + reach));
    double[] chances = new double[to - from + 1];
    for (int i = 0; i < chances.length; i++) chances[i] = library.probability(from + i);
    return new CountDistribution(from, chances);
  }

  /// The sum of two counts that do not depend on each other.
  CountDistribution plus(CountDistribution other) {
    double[] sums = new double[chances.length + other.chances.length - 1];
    for (int i = 0; i < chances.length; i++) {
      for (int j = 0; j < other.chances.length; j++) sums[i + j] += chances[i] * other.chances[j];
    }
    return new CountDistribution(lowest + other.lowest, sums).trimmed();
  }

  /// What is left when that many, or all, have been taken away.
  ///
  /// @param taken on average: of 10.3, ten mostly, and eleven in three of ten times
  CountDistribution without(double taken) {
    int whole = (int) Math.floor(taken);
    double oneMore = taken - whole;
    int highest = Math.max(0, lowest + chances.length - 1 - whole);
    double[] left = new double[highest + 1];
    for (int i = 0; i < chances.length; i++) {
      left[Math.max(0, lowest + i - whole)] += (1 - oneMore) * chances[i];
      left[Math.max(0, lowest + i - whole - 1)] += oneMore * chances[i];
    }
    return new CountDistribution(0, left).trimmed();
  }

  /// Without the counts at the top that are hardly ever reached.
  private CountDistribution trimmed() {
    int length = chances.length;
    while (length > 1 && beyond[length - 2] < NEGLIGIBLE) length--;
    return new CountDistribution(lowest, Arrays.copyOf(chances, length));
  }

  double mean() {
    double mean = 0;
    for (int i = 0; i < chances.length; i++) mean += chances[i] * (lowest + i);
    return mean;
  }

  /// The chance of more than a count.
  double beyond(int count) {
    if (count < lowest) return 1;
    return count - lowest < beyond.length ? beyond[count - lowest] : 0;
  }

  /// The least count that is exceeded with a chance of at most `risk`.
  int leastWith(double risk) {
    int i = 0;
    while (beyond[i] > risk) i++;
    return lowest + i;
  }
}
