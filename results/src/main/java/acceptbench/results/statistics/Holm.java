package acceptbench.results.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Holm's step-down correction: keeps the chance of any false alarm among all tests below the one
/// stated (S. Holm, A Simple Sequentially Rejective Multiple Test Procedure, 1979).
public final class Holm {
  private Holm() {}

  /// The corrected p values, in the order of the given ones.
  public static double[] correct(double[] p) {
    double[] corrected = new double[p.length];
    List<Integer> order =
        IntStream.range(0, p.length).boxed().sorted(Comparator.comparingDouble(i -> p[i])).toList();
    double highest = 0;
    for (int rank = 0; rank < order.size(); rank++) {
      int index = order.get(rank);
      highest = Math.max(highest, Math.min(1, p[index] * (p.length - rank)));
      corrected[index] = highest;
    }
    return corrected;
  }
}
