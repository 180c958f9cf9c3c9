package acceptbench.results.statistics;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.apache.commons.statistics.descriptive.Median;

/// Launches that fall into two groups, for example with and without a retry of a SYN: neither their
/// mean nor their median is a value that anybody saw.
///
/// @param lower the median of the lower group
/// @param lowerCount how many launches are in it
/// @param upper the median of the upper group
/// @param upperCount how many launches are in that
public record Groups(double lower, int lowerCount, double upper, int upperCount) {
  /// Stands between a number of launches and their value.
  public static final String TIMES = " × ";

  /// Fewer launches are always given one by one, or by their range.
  private static final int FEWEST = 4;

  /// The groups are separate if the upper median is at least this many times the lower one.
  private static final double APART = 3;

  /// The gap between the groups over the wider group's own range.
  private static final double CLEAR = 2;

  /// `4 × 50.5 ms, 1 × 1.05 s`.
  ///
  /// @param format how a value is written
  public String text(DoubleFunction<String> format) {
    return lowerCount
        + TIMES
        + format.apply(lower)
        + ", "
        + upperCount
        + TIMES
        + format.apply(upper);
  }

  /// The two groups of values in any order.
  public static Optional<Groups> among(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return of(sorted);
  }

  /// Nothing where the values are one group, or too few to tell.
  public static Optional<Groups> of(double[] sorted) {
    if (sorted.length < FEWEST || sorted[0] < 0) return Optional.empty();
    int cut = widestGap(sorted);
    double[] lower = Arrays.copyOfRange(sorted, 0, cut);
    double[] upper = Arrays.copyOfRange(sorted, cut, sorted.length);
    double gap = upper[0] - lower[lower.length - 1];
    double widest = Math.max(range(lower), range(upper));
    double low = Median.withDefaults().evaluate(lower);
    double high = Median.withDefaults().evaluate(upper);
    boolean two = high >= APART * low && high > 0 && gap > CLEAR * widest;
    return two ? Optional.of(new Groups(low, lower.length, high, upper.length)) : Optional.empty();
  }

  /// The index of the first value above it.
  private static int widestGap(double[] sorted) {
    int cut = 1;
    for (int i = 2; i < sorted.length; i++) {
      if (sorted[i] - sorted[i - 1] > sorted[cut] - sorted[cut - 1]) cut = i;
    }
    return cut;
  }

  private static double range(double[] sorted) {
    return sorted[sorted.length - 1] - sorted[0];
  }
}
