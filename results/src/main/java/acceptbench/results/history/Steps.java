package acceptbench.results.history;

import acceptbench.results.history.Course.Change;
import acceptbench.results.statistics.ExactRankTest;
import acceptbench.results.statistics.Holm;
import java.util.ArrayList;
import java.util.List;

/// Tells each run from the one before it, by an exact rank sum test of their launches, corrected
/// (Holm) for all such pairs of a table. As in comparisons, pairs with too few launches to be told
/// apart among so many are not tested; how many launches there are does not depend on what they
/// measured.
final class Steps {
  private static final double FALSE_CHANGES = 0.05;

  private record Step(int course, int before, int run) {}

  private Steps() {}

  /// The courses with their changes. In all figures less is better.
  static List<Course> judged(List<Course> courses) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < courses.size(); i++)
      for (int[] pair : courses.get(i).steps()) steps.add(new Step(i, pair[0], pair[1]));
    List<Step> tested = tested(courses, steps);
    double[] corrected =
        Holm.correct(
            tested.stream()
                .mapToDouble(step -> ExactRankTest.p(before(courses, step), after(courses, step)))
                .toArray());
    List<Course> judged = new ArrayList<>(courses);
    for (Step step : steps)
      judged.set(step.course(), judged.get(step.course()).with(step.run(), Change.TOO_FEW));
    for (int i = 0; i < corrected.length; i++) {
      Step step = tested.get(i);
      Change change = Change.SAME;
      if (corrected[i] <= FALSE_CHANGES)
        change = rose(before(courses, step), after(courses, step)) ? Change.WORSE : Change.BETTER;
      judged.set(step.course(), judged.get(step.course()).with(step.run(), change));
    }
    return judged;
  }

  private static double[] before(List<Course> courses, Step step) {
    return courses.get(step.course()).launches(step.before());
  }

  private static double[] after(List<Course> courses, Step step) {
    return courses.get(step.course()).launches(step.run());
  }

  /// As long as some have too few launches for that many pairs, those with the fewest are left out.
  private static List<Step> tested(List<Course> courses, List<Step> steps) {
    List<Step> left = new ArrayList<>(steps);
    while (!left.isEmpty()) {
      double most = left.stream().mapToDouble(step -> smallestP(courses, step)).max().orElseThrow();
      if (most * left.size() <= FALSE_CHANGES) return left;
      left.removeIf(step -> smallestP(courses, step) >= most);
    }
    return left;
  }

  private static double smallestP(List<Course> courses, Step step) {
    return ExactRankTest.smallestP(before(courses, step).length, after(courses, step).length);
  }

  /// Whether most of the later values lie above the earlier ones.
  private static boolean rose(double[] before, double[] after) {
    long balance = 0;
    for (double one : before) for (double other : after) balance += Double.compare(other, one);
    return balance > 0;
  }
}
