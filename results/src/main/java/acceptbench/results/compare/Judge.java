package acceptbench.results.compare;

import java.util.ArrayList;
import java.util.List;

/// Turns measured differences into verdicts that hold for all of them together.
final class Judge {
  private final CompareOptions options;
  private final List<String> barriers;

  Judge(CompareOptions options, List<String> barriers) {
    this.options = options;
    this.barriers = barriers;
  }

  /// @param iterations the fewest any cell has in the base
  List<Difference> judge(List<Difference> differences, int iterations) {
    List<Difference> tested = differences.stream().filter(Judge::isTested).toList();
    double[] corrected = Holm.correct(tested.stream().mapToDouble(Difference::p).toArray());
    String tooFew = tooFew(differences, iterations);
    List<Difference> judged = new ArrayList<>();
    int next = 0;
    for (Difference difference : differences) {
      boolean isTested = isTested(difference);
      double p = isTested ? corrected[next++] : Double.NaN;
      judged.add(judge(difference, p, isTested ? tooFew : ""));
    }
    return judged;
  }

  private static boolean isTested(Difference difference) {
    return difference.reason().isEmpty() && !Double.isNaN(difference.p());
  }

  private Difference judge(Difference difference, double p, String tooFew) {
    if (!barriers.isEmpty()) {
      return difference.with(p, Verdict.NOT_COMPARABLE, "other " + barriers.getFirst());
    }
    if (!difference.reason().isEmpty()) {
      return difference.with(p, Verdict.NOT_COMPARABLE, difference.reason());
    }
    if (!tooFew.isEmpty() && difference.p() <= options.falseAlarms()) {
      return difference.with(p, Verdict.NOT_COMPARABLE, tooFew);
    }
    if (Double.isNaN(p) || p > options.falseAlarms()) {
      return difference.with(p, Verdict.NO_DIFFERENCE, "");
    }
    if (Math.abs(difference.change()) < options.smallest()) {
      return difference.with(p, Verdict.NO_DIFFERENCE, "smaller than what is called a difference");
    }
    return difference.with(p, difference.verdict(), "");
  }

  /// The smallest p that a rank test of n against n values can give is 2 / (2n over n): with few
  /// iterations and many cells no difference, however large, would be called one.
  String tooFew(List<Difference> differences, int iterations) {
    long tests = differences.stream().filter(Judge::isTested).count();
    if (tests == 0 || smallestP(iterations) * tests <= options.falseAlarms()) {
      return "";
    }
    int enough = iterations;
    while (smallestP(enough) * tests > options.falseAlarms()) {
      enough++;
    }
    return "too few iterations: %d can't tell any difference among %d figures, %d can"
        .formatted(iterations, tests, enough);
  }

  static double smallestP(int iterations) {
    double combinations = 1;
    for (int i = 1; i <= iterations; i++) {
      combinations *= (double) (iterations + i) / i;
    }
    return Math.min(1, 2 / combinations);
  }
}
