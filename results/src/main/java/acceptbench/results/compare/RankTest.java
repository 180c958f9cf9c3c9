package acceptbench.results.compare;

import java.util.Arrays;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/// Mann–Whitney's test of two samples that have one value for each fork, and what it can show.
final class RankTest {
  private RankTest() {}

  /// The two-sided p; NaN where all values are the same, so that there is nothing to test.
  static double p(double[] base, double[] candidate) {
    double first = base[0];
    boolean constant =
        Arrays.stream(base).allMatch(value -> value == first)
            && Arrays.stream(candidate).allMatch(value -> value == first);
    if (constant) {
      return Double.NaN;
    }
    // With ties the library approximates, and comes out below what so few values can show.
    return Math.max(
        MannWhitneyUTest.withDefaults().test(base, candidate).getPValue(),
        smallestP(base.length, candidate.length));
  }

  /// The smallest p that so many forks can give, however far apart they are: 2 / (n + m over n). 1
  /// where a side has a single one, as nothing is known of how that side's launches differ.
  static double smallestP(int base, int candidate) {
    if (Math.min(base, candidate) < 2) {
      return 1;
    }
    double combinations = 1;
    for (int i = 1; i <= candidate; i++) {
      combinations *= (double) (base + i) / i;
    }
    return 2 / combinations;
  }

  /// The fewest forks in each run with which any of so many figures can be told apart.
  static int forksFor(int figures, double falseAlarms) {
    int forks = 2;
    while (smallestP(forks, forks) * figures > falseAlarms) {
      forks++;
    }
    return forks;
  }
}
