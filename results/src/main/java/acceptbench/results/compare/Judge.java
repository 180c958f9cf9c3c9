package acceptbench.results.compare;

import acceptbench.results.statistics.Holm;
import java.util.ArrayList;
import java.util.List;

/// Turns measured differences into verdicts that hold for all of them together.
final class Judge {
  private final CompareOptions options;
  private final Family family;

  /// The p of each figure of the family that has not been judged yet, corrected for all of them.
  private final double[] corrected;

  private int next;

  /// @param all what is judged together, in the order in which it will be
  Judge(CompareOptions options, List<Matched> all) {
    this.options = options;
    List<Difference> differences = all.stream().flatMap(m -> m.differences().stream()).toList();
    this.family = new Family(differences, options.falseAlarms());
    this.corrected =
        Holm.correct(differences.stream().filter(family::has).mapToDouble(Difference::p).toArray());
  }

  /// How many figures had something to test, and enough forks to test it.
  int tested() {
    return corrected.length;
  }

  /// What is missing for a judgement, and how to get it; empty when nothing is.
  String tooFewForks() {
    return family.note();
  }

  List<Difference> judge(Matched matched) {
    List<Difference> judged = new ArrayList<>();
    for (Difference difference : matched.differences()) {
      double p = family.has(difference) ? corrected[next++] : Double.NaN;
      judged.add(judge(difference, p, matched.obstacles().barriers()));
    }
    return judged;
  }

  private Difference judge(Difference difference, double p, List<String> barriers) {
    if (!barriers.isEmpty()) {
      return difference.with(p, Verdict.NOT_COMPARABLE, "other " + barriers.getFirst());
    }
    if (!difference.reason().isEmpty()) {
      return difference.with(p, Verdict.NOT_COMPARABLE, difference.reason());
    }
    if (family.lacksForks(difference)) {
      return difference.with(p, Verdict.NOT_COMPARABLE, difference.tooFewForks());
    }
    if (Double.isNaN(p) || p > options.falseAlarms()) {
      return difference.with(p, Verdict.NO_DIFFERENCE, "");
    }
    if (Math.abs(difference.change()) < options.smallest()) {
      return difference.with(p, Verdict.NO_DIFFERENCE, "smaller than what is called a difference");
    }
    return difference.with(p, difference.verdict(), "");
  }
}
