package acceptbench.results.compare;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import acceptbench.results.run.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A new run against a base, or the cells of a run that have one value of a parameter against those
/// that have another: every figure of every cell, with a verdict.
///
/// @param along the parameter; empty where runs are compared
/// @param barriers what makes the runs not comparable as a whole, in words; empty when nothing does
/// @param notes what else a reader of the verdicts should know, such as too few forks to see a
///     difference
/// @param unjudged why none of its figures could be judged; empty where one was, or where all of
///     them are the same
/// @param tested in how many figures there was something to test, and forks enough to test it:
///     counted over all comparisons that are judged together
/// @param labels the names of its cells
/// @param unmatched cells that only one of the runs has, in words
public record Comparison(
    Run base,
    Run candidate,
    String along,
    CompareOptions options,
    List<String> barriers,
    List<String> notes,
    String unjudged,
    int tested,
    CellLabels labels,
    List<String> unmatched,
    List<Difference> differences) {
  public Comparison {
    barriers = List.copyOf(barriers);
    notes = List.copyOf(notes);
    unmatched = List.copyOf(unmatched);
    differences = List.copyOf(differences);
  }

  /// Compares two runs.
  public static Comparison of(Run base, Run candidate, CompareOptions options) {
    Matched matched = Matched.of(base, candidate, "", options);
    return of(matched, options, new Judge(options, List.of(matched)));
  }

  static Comparison of(Matched matched, CompareOptions options, Judge judge) {
    Obstacles obstacles = matched.obstacles();
    List<Difference> judged = judge.judge(matched);
    List<String> notes = new ArrayList<>(obstacles.notes());
    // Notes about all comparisons that are judged together are given once, and not with each pair.
    boolean alone = matched.along().isEmpty();
    if (alone && !judge.tooFewForks().isEmpty()) notes.addFirst(judge.tooFewForks());
    if (alone) notes.addAll(LoadNotes.launchesOut(matched.base()));
    if (alone) notes.addAll(LoadNotes.launchesOut(matched.candidate()));
    notes.addAll(matched.load());
    if (obstacles.barriers().isEmpty()) notes.addAll(notComparable(matched.differences()));
    return new Comparison(
        matched.base(),
        matched.candidate(),
        matched.along(),
        options,
        obstacles.barriers(),
        notes,
        unjudged(matched, obstacles.barriers(), judged, judge.tooFewForks()),
        judge.tested(),
        matched.labels(),
        matched.unmatched(),
        judged);
  }

  /// What keeps single figures from being compared, most of them first.
  private static List<String> notComparable(List<Difference> measured) {
    Map<String, Long> figures =
        measured.stream()
            .filter(one -> !one.reason().isEmpty())
            .collect(groupingBy(Difference::reason, LinkedHashMap::new, counting()));
    return figures.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(one -> "%d figures are not comparable: %s".formatted(one.getValue(), one.getKey()))
        .map(line -> line.replaceFirst("^1 figures are", "1 figure is"))
        .toList();
  }

  private static String unjudged(
      Matched matched, List<String> barriers, List<Difference> judged, String tooFewForks) {
    if (!barriers.isEmpty()) {
      return "the runs differ in " + barriers.getFirst();
    }
    if (judged.isEmpty()) {
      return "no cell is in both runs"
          + DisjointParameters.between(matched.base(), matched.candidate());
    }
    List<Difference> open =
        judged.stream().filter(one -> one.verdict() == Verdict.NOT_COMPARABLE).toList();
    boolean tested = judged.stream().anyMatch(one -> !Double.isNaN(one.corrected()));
    if (tested || open.isEmpty()) {
      return "";
    }
    return tooFewForks.isEmpty() ? open.getFirst().reason() : tooFewForks;
  }

  public long count(Verdict verdict) {
    return differences.stream().filter(difference -> difference.verdict() == verdict).count();
  }

  /// The figures that were told apart.
  public List<Difference> changes() {
    return differences.stream().filter(one -> one.verdict().isDifference()).toList();
  }

  /// Whether any figure is worse by more than that share of the base.
  public boolean isWorseBy(double share) {
    return differences.stream()
        .filter(difference -> difference.verdict() == Verdict.WORSE)
        .anyMatch(difference -> Math.abs(difference.change()) > share);
  }
}
