package acceptbench.results.compare;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A new run against a base: every figure of every cell, with a verdict.
///
/// @param barriers what makes the runs not comparable as a whole, in words; empty when nothing does
/// @param notes what else a reader of the verdicts should know, such as too few forks to see a
///     difference
/// @param unjudged why none of its figures could be judged; empty where one was, or where all of
///     them are the same
/// @param labels names for its cells
/// @param unmatched cells that only one of the runs has, in words
public record Comparison(
    Run base,
    Run candidate,
    CompareOptions options,
    List<String> barriers,
    List<String> notes,
    String unjudged,
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
    Obstacles obstacles = Obstacles.between(base, candidate, options.across());
    Map<CellKey, Cell> before = byKey(base);
    Map<CellKey, Cell> after = byKey(candidate);
    Set<CellKey> all = new LinkedHashSet<>(before.keySet());
    all.addAll(after.keySet());
    CellLabels labels = new CellLabels(all);
    List<String> unmatched = new ArrayList<>();
    List<Difference> differences = new ArrayList<>();
    before.forEach(
        (key, cell) -> {
          Cell other = after.get(key);
          if (other == null) {
            unmatched.add("only in " + base.name() + ": " + labels.of(key));
          } else {
            for (Yardstick yardstick : Yardstick.of(cell, options.metrics())) {
              differences.add(Difference.between(key, cell, other, yardstick));
            }
          }
        });
    after.keySet().stream()
        .filter(key -> !before.containsKey(key))
        .forEach(key -> unmatched.add("only in " + candidate.name() + ": " + labels.of(key)));
    Family family = new Family(differences, options.falseAlarms());
    List<Difference> judged = new Judge(options, obstacles.barriers(), family).judge(differences);
    List<String> notes = new ArrayList<>(obstacles.notes());
    if (!family.note().isEmpty()) {
      notes.addFirst(family.note());
    }
    if (obstacles.barriers().isEmpty()) {
      notes.addAll(notComparable(differences));
    }
    return new Comparison(
        base,
        candidate,
        options,
        obstacles.barriers(),
        notes,
        unjudged(obstacles.barriers(), judged, family.note()),
        labels,
        unmatched,
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
      List<String> barriers, List<Difference> judged, String tooFewForks) {
    if (!barriers.isEmpty()) {
      return "the runs differ in " + barriers.getFirst();
    }
    if (judged.isEmpty()) {
      return "no cell is in both runs";
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

  /// How many figures there was something to test in, and forks enough to test it.
  public int tested() {
    return (int) differences.stream().filter(one -> !Double.isNaN(one.corrected())).count();
  }

  /// Whether any figure is worse by more than that share of the base.
  public boolean isWorseBy(double share) {
    return differences.stream()
        .filter(difference -> difference.verdict() == Verdict.WORSE)
        .anyMatch(difference -> Math.abs(difference.change()) > share);
  }

  private static Map<CellKey, Cell> byKey(Run run) {
    Map<CellKey, Cell> cells = new LinkedHashMap<>();
    run.cells().forEach(cell -> cells.putIfAbsent(CellKey.of(cell), cell));
    return cells;
  }
}
