package acceptbench.results.compare;

import java.util.ArrayList;
import java.util.List;

/// Turns measured differences into verdicts that hold for all of them together.
final class Judge {
  private final CompareOptions options;
  private final List<String> barriers;
  private final Family family;

  Judge(CompareOptions options, List<String> barriers, Family family) {
    this.options = options;
    this.barriers = barriers;
    this.family = family;
  }

  List<Difference> judge(List<Difference> differences) {
    double[] corrected =
        Holm.correct(differences.stream().filter(family::has).mapToDouble(Difference::p).toArray());
    List<Difference> judged = new ArrayList<>();
    int next = 0;
    for (Difference difference : differences) {
      judged.add(judge(difference, family.has(difference) ? corrected[next++] : Double.NaN));
    }
    return judged;
  }

  private Difference judge(Difference difference, double p) {
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
