package acceptbench.results.compare;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The parameters of which two runs have no value in common, so that no cell is in both.
public final class DisjointParameters {
  private DisjointParameters() {}

  /// In words that continue "no cell is in both runs"; empty where there is no such parameter.
  public static String between(Run base, Run candidate) {
    Map<String, Set<String>> theirs = values(candidate);
    List<String> differing = new ArrayList<>();
    values(base)
        .forEach(
            (name, mine) -> {
              Set<String> others = theirs.getOrDefault(name, mine);
              if (Collections.disjoint(mine, others))
                differing.add(name + "=" + join(mine) + " against " + join(others));
            });
    if (differing.isEmpty()) return "";
    return ": " + String.join(", ", differing) + "; give both runs the same";
  }

  private static Map<String, Set<String>> values(Run run) {
    Map<String, Set<String>> values = new TreeMap<>();
    for (Cell cell : run.cells())
      cell.identity()
          .forEach((name, value) -> values.computeIfAbsent(name, _ -> new TreeSet<>()).add(value));
    return values;
  }

  private static String join(Set<String> values) {
    return String.join(",", values);
  }
}
