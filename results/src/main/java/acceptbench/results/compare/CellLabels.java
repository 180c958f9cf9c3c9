package acceptbench.results.compare;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Run;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Names for the cells of a comparison: strategy and backlog, and whatever else is not the same for
/// all of them.
public final class CellLabels {
  private final boolean severalBenchmarks;
  private final Set<String> varying;

  CellLabels(Collection<CellKey> cells) {
    severalBenchmarks = cells.stream().map(CellKey::benchmark).distinct().count() > 1;
    Map<String, Set<String>> values = new TreeMap<>();
    Set<String> names =
        cells.stream().flatMap(cell -> cell.params().keySet().stream()).collect(Collectors.toSet());
    for (CellKey cell : cells) {
      names.forEach(
          name ->
              values
                  .computeIfAbsent(name, _ -> new TreeSet<>())
                  .add(cell.params().getOrDefault(name, "")));
    }
    values.values().removeIf(different -> different.size() < 2);
    varying = values.keySet();
  }

  /// For all cells of a run.
  public static CellLabels of(Run run) {
    return new CellLabels(run.cells().stream().map(cell -> CellKey.of(cell, "")).toList());
  }

  /// A cell's name, as [#of(CellKey)] has it.
  public String of(Cell cell) {
    return of(CellKey.of(cell, ""));
  }

  /// Such as `epoll, backlog 128` or `RateBenchmark.rate: epoll, backlog 128, rate=5000`.
  public String of(CellKey cell) {
    if (!cell.accept()) {
      return cell.label();
    }
    List<String> parts = new ArrayList<>(List.of(cell.label()));
    cell.params()
        .forEach(
            (name, value) -> {
              boolean said = name.equals("strategy") || name.equals("backlog");
              if (varying.contains(name) && !said) {
                parts.add(name + "=" + value);
              }
            });
    return (severalBenchmarks ? cell.shortName() + ": " : "") + String.join(", ", parts);
  }
}
