package acceptbench.results.rank;

import acceptbench.results.run.Cell;
import acceptbench.results.statistics.Spread;
import acceptbench.results.text.Figures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// How narrow the intervals of the figures are that cells are ranked by: half of an interval in
/// shares of its median. An interval of less than the usual confidence, which fewer than six
/// launches give, counts as endless, and so does one around a median of 0.
public final class Precision {
  /// With fewer, no interval has the usual confidence: 1 - 2 * 0.5^5 is 0.9375.
  public static final int FEWEST_LAUNCHES = 6;

  private static final double CONFIDENCE = 0.95;

  /// A figure's interval.
  ///
  /// @param share half of it in shares of the median; infinite where that is not known
  public record Interval(Cell cell, Figure figure, double share) {
    /// `first byte p99 ± 12 %`.
    @Override
    public String toString() {
      return Double.isInfinite(share)
          ? figure.label() + " not known that well"
          : figure.label() + " " + text(share);
    }
  }

  private Precision() {}

  /// `± 5 %` for 0.05.
  public static String text(double share) {
    return "± " + Figures.count(share * 100) + " %";
  }

  /// The intervals that are wider than wanted, widest first.
  ///
  /// @param wanted share of the median, 0.05 for ± 5 %
  public static List<Interval> widerThan(double wanted, Collection<Cell> cells) {
    List<Interval> wide = new ArrayList<>();
    for (Cell cell : cells)
      for (Figure figure : Figure.of(cell)) {
        double share = share(figure.spread(cell));
        if (share > wanted) wide.add(new Interval(cell, figure, share));
      }
    wide.sort(Comparator.comparingDouble(Interval::share).reversed());
    return wide;
  }

  private static double share(Spread spread) {
    if (!(spread.confidence() >= CONFIDENCE)) return Double.POSITIVE_INFINITY;
    double half = (spread.high() - spread.low()) / 2;
    return half == 0 ? 0 : half / spread.median();
  }
}
