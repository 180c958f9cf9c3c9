package acceptbench.results.compare;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.jspecify.annotations.Nullable;

/// A new run against a base: every figure of every cell, with a verdict.
///
/// @param barriers what makes the runs not comparable as a whole, in words; empty when nothing does
/// @param notes what else a reader of the verdicts should know, such as too few iterations to see a
///     difference
/// @param labels names for its cells
/// @param unmatched cells that only one of the runs has, in words
public record Comparison(
    Run base,
    Run candidate,
    CompareOptions options,
    List<String> barriers,
    List<String> notes,
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
              differences.add(measure(key, cell, other, yardstick));
            }
          }
        });
    after.keySet().stream()
        .filter(key -> !before.containsKey(key))
        .forEach(key -> unmatched.add("only in " + candidate.name() + ": " + labels.of(key)));
    Judge judge = new Judge(options, obstacles.barriers());
    int iterations = iterations(before, after);
    List<Difference> judged = judge.judge(differences, iterations);
    String tooFew = judge.tooFew(differences, iterations);
    List<String> notes = new ArrayList<>(obstacles.notes());
    if (!tooFew.isEmpty()) {
      notes.addFirst(tooFew);
    }
    if (obstacles.barriers().isEmpty()) {
      notes.addAll(notComparable(judged, tooFew));
    }
    return new Comparison(
        base, candidate, options, obstacles.barriers(), notes, labels, unmatched, judged);
  }

  /// Why single figures are not comparable, most of them first, but for the reason that is told
  /// already.
  private static List<String> notComparable(List<Difference> judged, String told) {
    Map<String, Long> figures =
        judged.stream()
            .filter(one -> one.verdict() == Verdict.NOT_COMPARABLE && !one.reason().equals(told))
            .collect(groupingBy(Difference::reason, LinkedHashMap::new, counting()));
    return figures.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(one -> "%d figures are not comparable: %s".formatted(one.getValue(), one.getKey()))
        .map(line -> line.replaceFirst("^1 figures are", "1 figure is"))
        .toList();
  }

  public long count(Verdict verdict) {
    return differences.stream().filter(difference -> difference.verdict() == verdict).count();
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

  /// The fewest iterations any matched cell has, which bounds what a rank test can show.
  private static int iterations(Map<CellKey, Cell> before, Map<CellKey, Cell> after) {
    return before.entrySet().stream()
        .filter(entry -> after.containsKey(entry.getKey()))
        .mapToInt(entry -> fewer(entry.getValue(), after.get(entry.getKey())))
        .min()
        .orElse(0);
  }

  private static int fewer(Cell before, @Nullable Cell after) {
    int base = before.primary().measuredIterations().length;
    return after == null ? base : Math.min(base, after.primary().measuredIterations().length);
  }

  private static Difference measure(CellKey key, Cell base, Cell candidate, Yardstick yardstick) {
    double[] before = yardstick.iterations(base);
    double[] after = yardstick.iterations(candidate);
    double from = median(before);
    double to = median(after);
    boolean measured = before.length > 0 && after.length > 0;
    Shift shift =
        measured ? Shift.between(before, after) : new Shift(Double.NaN, Double.NaN, Double.NaN);
    boolean lowerIsBetter = yardstick.lowerIsBetter();
    Verdict direction =
        shift.estimate() == 0 || !measured
            ? Verdict.NO_DIFFERENCE
            : (shift.estimate() < 0) == lowerIsBetter ? Verdict.BETTER : Verdict.WORSE;
    return new Difference(
        key,
        yardstick.name(),
        from,
        to,
        yardstick.format().apply(from),
        yardstick.format().apply(to),
        share(shift.estimate(), from),
        share(shift.low(), from),
        share(shift.high(), from),
        measured ? p(before, after) : Double.NaN,
        Double.NaN,
        direction,
        CellObstacle.between(base, candidate, yardstick));
  }

  private static double median(double[] values) {
    return Median.withDefaults().evaluate(values);
  }

  private static double share(double shift, double base) {
    return shift == 0 ? 0 : shift / Math.abs(base);
  }

  /// NaN where all values are the same, so that there is nothing to test.
  private static double p(double[] before, double[] after) {
    double first = before[0];
    boolean constant =
        Arrays.stream(before).allMatch(value -> value == first)
            && Arrays.stream(after).allMatch(value -> value == first);
    return constant ? Double.NaN : MannWhitneyUTest.withDefaults().test(before, after).getPValue();
  }
}
