package acceptbench.results.compare;

import acceptbench.results.run.Cell;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What makes two cells the same: benchmark, mode and every parameter.
///
/// @param params sorted by name
public record CellKey(String benchmark, String mode, Map<String, String> params) {
  static CellKey of(Cell cell) {
    return new CellKey(cell.benchmark(), cell.mode(), new TreeMap<>(cell.params()));
  }

  /// Whether the cell is one of this suite's.
  boolean isOfStrategy() {
    return !params.getOrDefault("strategy", "").isEmpty()
        && !params.getOrDefault("backlog", "").isEmpty();
  }

  /// Strategy and backlog of this suite's cells; benchmark and parameters of others.
  public String label() {
    return isOfStrategy()
        ? params.get("strategy") + ", backlog " + params.get("backlog")
        : (benchmark + " " + constants()).strip();
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
