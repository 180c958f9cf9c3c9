package acceptbench.results.compare;

import acceptbench.results.run.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What makes two cells the same: benchmark, mode and every parameter.
///
/// @param params sorted by name; without the one along which cells are compared
/// @param accept whether the cell is one of this suite's
public record CellKey(String benchmark, String mode, Map<String, String> params, boolean accept) {
  /// The key of a cell among those that differ in a parameter alone.
  ///
  /// @param along the parameter's name; empty where all have to be the same
  public static CellKey of(Cell cell, String along) {
    Map<String, String> params = new TreeMap<>(cell.identity());
    params.remove(along);
    boolean accept = !cell.strategy().isEmpty() && !cell.backlog().isEmpty();
    return new CellKey(cell.benchmark(), cell.mode(), params, accept);
  }

  /// Strategy and backlog of this suite's cells; benchmark and parameters of others.
  public String label() {
    if (!accept) return (benchmark + " " + constants()).strip();
    List<String> parts = new ArrayList<>();
    if (params.containsKey("strategy")) parts.add(params.get("strategy"));
    if (params.containsKey("backlog")) parts.add("backlog " + params.get("backlog"));
    return String.join(", ", parts);
  }

  /// The benchmark without its package.
  String shortName() {
    return benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1);
  }

  /// The other parameters in one line.
  public String constants() {
    return params.entrySet().stream()
        .filter(entry -> !entry.getKey().equals("strategy") && !entry.getKey().equals("backlog"))
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }
}
