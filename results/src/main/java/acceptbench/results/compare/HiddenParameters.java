package acceptbench.results.compare;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What varies in a run besides the parameter along which it is compared: cells that differ in more
/// than one parameter are never matched, and a reader should know that.
///
/// @param notes one line for each that does not take the same values everywhere, then one for the
///     others
record HiddenParameters(List<String> notes) {
  private static final int MOST_VALUES = 6;

  static HiddenParameters of(Run run, String along, List<String> values) {
    List<String> notes = new ArrayList<>();
    List<String> crossed = new ArrayList<>();
    for (Map.Entry<String, Map<String, Set<String>>> one : others(run, along).entrySet()) {
      Map<String, Set<String>> seen = one.getValue();
      Set<String> all = new LinkedHashSet<>();
      seen.values().forEach(all::addAll);
      if (all.size() < 2) continue;
      boolean everywhere =
          values.stream().allMatch(value -> seen.getOrDefault(value, Set.of()).equals(all));
      if (everywhere) crossed.add(one.getKey() + " (" + shown(all) + ")");
      else notes.add(mixed(one.getKey(), along, seen));
    }
    if (!crossed.isEmpty()) {
      notes.add(
          "%s %s as well: each combination is compared by itself"
              .formatted(String.join(" and ", crossed), crossed.size() == 1 ? "varies" : "vary"));
    }
    return new HiddenParameters(notes);
  }

  /// For each parameter, and each value of the one that is compared along, the values that it takes
  /// there.
  private static Map<String, Map<String, Set<String>>> others(Run run, String along) {
    Map<String, Map<String, Set<String>>> others = new TreeMap<>();
    for (Cell cell : run.cells()) {
      String value = cell.identity().get(along);
      if (value == null) continue;
      cell.identity()
          .forEach(
              (name, other) ->
                  others
                      .computeIfAbsent(name, _ -> new LinkedHashMap<>())
                      .computeIfAbsent(value, _ -> new LinkedHashSet<>())
                      .add(other));
    }
    others.remove(along);
    return others;
  }

  private static String mixed(String name, String along, Map<String, Set<String>> seen) {
    String where =
        seen.entrySet().stream()
            .limit(MOST_VALUES)
            .map(one -> shown(one.getValue()) + " with " + one.getKey())
            .collect(Collectors.joining("; "));
    return "%s varies with %s (%s%s): cells that differ in it are not compared"
        .formatted(name, along, where, seen.size() > MOST_VALUES ? "; …" : "");
  }

  private static String shown(Set<String> values) {
    return values.stream().limit(MOST_VALUES).collect(Collectors.joining(", "))
        + (values.size() > MOST_VALUES ? ", …" : "");
  }
}
