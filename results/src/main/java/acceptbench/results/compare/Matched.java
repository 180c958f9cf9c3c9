package acceptbench.results.compare;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Two runs, or two parts of one, with their cells matched: what differs is measured, and not yet
/// judged.
///
/// @param along the parameter in which the cells of both differ; empty where in none
/// @param unmatched cells that only one of them has, in words
/// @param load notes about the arrivals; may be empty
record Matched(
    Run base,
    Run candidate,
    String along,
    Obstacles obstacles,
    CellLabels labels,
    List<String> unmatched,
    List<Difference> differences,
    List<String> load) {

  static Matched of(Run base, Run candidate, String along, CompareOptions options) {
    Map<CellKey, Cell> before = byKey(base, along);
    Map<CellKey, Cell> after = byKey(candidate, along);
    Set<CellKey> all = new LinkedHashSet<>(before.keySet());
    all.addAll(after.keySet());
    CellLabels labels = new CellLabels(all);
    List<String> unmatched = new ArrayList<>();
    List<Difference> differences = new ArrayList<>();
    LoadNotes load = new LoadNotes();
    before.forEach(
        (key, cell) -> {
          Cell other = after.get(key);
          if (other == null) {
            unmatched.add("only in " + base.name() + ": " + labels.of(key));
            return;
          }
          load.add(cell, other);
          for (Yardstick yardstick : Yardstick.of(cell, other, options.metrics()))
            differences.add(Difference.between(key, cell, other, yardstick, along));
        });
    after.keySet().stream()
        .filter(key -> !before.containsKey(key))
        .forEach(key -> unmatched.add("only in " + candidate.name() + ": " + labels.of(key)));
    Obstacles obstacles =
        along.isEmpty() ? Obstacles.between(base, candidate, options.across()) : Obstacles.NONE;
    return new Matched(
        base, candidate, along, obstacles, labels, unmatched, differences, load.lines());
  }

  private static Map<CellKey, Cell> byKey(Run run, String along) {
    Map<CellKey, Cell> cells = new LinkedHashMap<>();
    run.cells().forEach(cell -> cells.putIfAbsent(CellKey.of(cell, along), cell));
    return cells;
  }
}
