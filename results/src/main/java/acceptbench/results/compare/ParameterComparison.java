package acceptbench.results.compare;

import static java.util.stream.Collectors.joining;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Run;
import acceptbench.results.run.Scenario;
import acceptbench.results.statistics.ExactRankTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// One run, compared along one of its parameters: cells that differ in it alone, with the verdicts
/// that runs get, which hold for all pairs of values together.
///
/// @param values of the parameter, numbers by size, others as they come in the run
/// @param notes what a reader of all verdicts should know
/// @param comparisons one for each pair of values, or for each value but the base
public record ParameterComparison(
    Run run,
    String parameter,
    List<String> values,
    List<String> notes,
    List<Comparison> comparisons) {
  public ParameterComparison {
    values = List.copyOf(values);
    notes = List.copyOf(notes);
    comparisons = List.copyOf(comparisons);
  }

  /// Compares the cells of a run.
  ///
  /// @param base the value that the others are compared with; empty for all pairs
  /// @throws IllegalArgumentException in one line, if there is nothing to compare
  public static ParameterComparison of(
      Run run, String parameter, String base, CompareOptions options) {
    List<String> values = values(run, parameter);
    if (!base.isEmpty() && !values.contains(base)) {
      throw new IllegalArgumentException(
          "no cell of %s has %s=%s; it has: %s"
              .formatted(run.name(), parameter, base, String.join(", ", values)));
    }
    HiddenParameters hidden = HiddenParameters.of(run, parameter, values);
    List<Matched> pairs = new ArrayList<>();
    for (String from : base.isEmpty() ? values : List.of(base)) {
      for (String to : values) {
        boolean wanted =
            base.isEmpty() ? values.indexOf(from) < values.indexOf(to) : !to.equals(from);
        if (wanted)
          pairs.add(
              Matched.of(part(run, parameter, from), part(run, parameter, to), parameter, options));
      }
    }
    checkComparable(run, parameter, pairs, hidden, options);
    Judge judge = new Judge(options, pairs);
    List<Comparison> comparisons =
        pairs.stream().map(pair -> Comparison.of(pair, options, judge)).toList();
    List<String> notes = new ArrayList<>();
    if (!judge.tooFewForks().isEmpty()) notes.add(judge.tooFewForks());
    notes.addAll(LoadNotes.launchesOut(run));
    notes.addAll(hidden.notes());
    return new ParameterComparison(run, parameter, values, notes, comparisons);
  }

  private static List<String> values(Run run, String parameter) {
    Set<String> names = new TreeSet<>();
    run.cells().forEach(cell -> names.addAll(cell.identity().keySet()));
    if (!names.contains(parameter)) {
      throw new IllegalArgumentException(
          "unknown parameter '%s'; %s has: %s"
              .formatted(
                  parameter, run.name(), names.isEmpty() ? "none" : String.join(", ", names)));
    }
    Set<String> values = new LinkedHashSet<>();
    for (Cell cell : run.cells())
      if (cell.identity().containsKey(parameter)) values.add(cell.identity().get(parameter));
    if (values.size() == 1) {
      throw new IllegalArgumentException(
          "%s has one value of %s only, %s: there is nothing to compare it with"
              .formatted(run.name(), parameter, values.iterator().next()));
    }
    return values.stream().allMatch(value -> value.matches("-?\\d{1,15}"))
        ? values.stream().sorted(Scenario.BACKLOGS).toList()
        : List.copyOf(values);
  }

  private static Run part(Run run, String parameter, String value) {
    return run.withCells(cell -> value.equals(cell.identity().get(parameter))).named(value);
  }

  private static void checkComparable(
      Run run,
      String parameter,
      List<Matched> pairs,
      HiddenParameters hidden,
      CompareOptions options) {
    List<Difference> all = pairs.stream().flatMap(pair -> pair.differences().stream()).toList();
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          "no two cells of %s differ in %s alone%s"
              .formatted(
                  run.name(),
                  parameter,
                  hidden.notes().stream().limit(1).map(note -> ": " + note).collect(joining())));
    }
    int launches =
        all.stream()
            .mapToInt(one -> Math.max(one.baseForks(), one.candidateForks()))
            .max()
            .orElse(0);
    if (launches == 1) {
      throw new IllegalArgumentException(
          "%s has one launch of each cell, which says nothing of chance: it takes %d to judge %d"
                  .formatted(
                      run.name(),
                      ExactRankTest.valuesFor(all.size(), options.falseAlarms()),
                      all.size())
              + " figures (-f), or several runs, with commas between them");
    }
  }

  /// The cells that differ in the parameter alone, in the order of the run.
  public Map<CellKey, Map<String, Cell>> groups() {
    Map<CellKey, Map<String, Cell>> groups = new LinkedHashMap<>();
    for (Cell cell : run.cells()) {
      String value = cell.identity().get(parameter);
      if (value == null) continue;
      groups
          .computeIfAbsent(CellKey.of(cell, parameter), _ -> new LinkedHashMap<>())
          .putIfAbsent(value, cell);
    }
    groups.values().removeIf(cells -> cells.size() < 2);
    return groups;
  }
}
