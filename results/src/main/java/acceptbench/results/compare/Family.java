package acceptbench.results.compare;

import acceptbench.results.statistics.ExactRankTest;
import java.util.List;
import java.util.function.ToIntFunction;

/// The figures that are tested together: those whose forks can show a difference after correction
/// for all of them. With few forks and many figures no difference, however large, could be called
/// one.
///
/// Which figures belong to it depends on the numbers of forks and not on how the runs differ, so no
/// correction for the others is needed (R. Tarone, A Modified Bonferroni Method for Discrete Data,
/// 1990).
final class Family {
  private final List<Difference> comparable;
  private final double falseAlarms;
  private final double limit;

  Family(List<Difference> differences, double falseAlarms) {
    this.comparable = differences.stream().filter(one -> one.reason().isEmpty()).toList();
    this.falseAlarms = falseAlarms;
    this.limit = limit(comparable, falseAlarms);
  }

  /// The largest of the figures' smallest possible p that is small enough for all figures with that
  /// one or a smaller one; 0 where none is. Figures with as many forks are in it together, or not
  /// at all.
  private static double limit(List<Difference> comparable, double falseAlarms) {
    double[] smallest =
        comparable.stream()
            .filter(Family::isTestable)
            .mapToDouble(Difference::smallestP)
            .sorted()
            .toArray();
    for (int count = smallest.length; count > 0; count--) {
      double p = smallest[count - 1];
      boolean whole = count == smallest.length || smallest[count] > p;
      if (whole && p * count <= falseAlarms) {
        return p;
      }
    }
    return 0;
  }

  /// Whether the figure is tested.
  boolean has(Difference difference) {
    return isTestable(difference) && difference.smallestP() <= limit;
  }

  /// Whether the figure has moved, and only the lack of forks keeps it from being tested.
  boolean lacksForks(Difference difference) {
    boolean moved = difference.verdict() != Verdict.NO_DIFFERENCE;
    return isTestable(difference) && moved && !has(difference);
  }

  private static boolean isTestable(Difference difference) {
    return difference.reason().isEmpty() && !Double.isNaN(difference.p());
  }

  /// What is missing and how to get it; empty when nothing is. A figure that is the same in all
  /// forks of these runs may not be in the next ones, so all of them count.
  String note() {
    List<Difference> lacking = comparable.stream().filter(this::lacksForks).toList();
    if (lacking.isEmpty()) {
      return "";
    }
    int machines = lacking.stream().mapToInt(one -> one.machines().count()).max().orElse(1);
    int enough = ExactRankTest.valuesFor(comparable.size(), falseAlarms, machines);
    return ("too few forks (JVM launches) to judge %d of %d figures: %s in the base, %s in the new"
            + " run, and it takes %d or more in each (-f %d -i 1: all iterations of a fork count as"
            + " one)")
        .formatted(
            lacking.size(),
            comparable.size(),
            range(lacking, Difference::baseForks),
            range(lacking, Difference::candidateForks),
            enough,
            enough);
  }

  private static String range(List<Difference> figures, ToIntFunction<Difference> forks) {
    int fewest = figures.stream().mapToInt(forks).min().orElse(0);
    int most = figures.stream().mapToInt(forks).max().orElse(0);
    return fewest == most ? Integer.toString(most) : fewest + " to " + most;
  }
}
