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

  /// Strategy and backlog of this suite's cells; benchmark and parameters of others.
  public String label() {
    String strategy = params.getOrDefault("strategy", "");
    String backlog = params.getOrDefault("backlog", "");
    if (!strategy.isEmpty() && !backlog.isEmpty()) {
      return strategy + ", backlog " + backlog;
    }
    return (benchmark + " " + constants()).strip();
  }

  /// The other parameters in one line.
  public String constants() {
    return params.entrySet().stream()
        .filter(entry -> !entry.getKey().equals("strategy") && !entry.getKey().equals("backlog"))
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }
}
