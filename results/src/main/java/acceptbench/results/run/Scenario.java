package acceptbench.results.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The cells that differ in strategy and backlog only: what one table or chart can show fairly.
///
/// @param key what the cells have in common
/// @param cells sorted by strategy in the order of measurement, then by backlog
public record Scenario(Key key, List<Cell> cells) {
  /// What the cells of a scenario share.
  ///
  /// @param accept whether they are this suite's; those from elsewhere are kept together by
  ///     benchmark and mode, and their parameters vary
  public record Key(String benchmark, String mode, Map<String, String> constants, boolean accept) {
    public static Key of(Cell cell) {
      Map<String, String> constants = cell.isAcceptCell() ? cell.otherParams() : Map.of();
      return new Key(cell.benchmark(), cell.mode(), constants, cell.isAcceptCell());
    }
  }

  public Scenario {
    List<String> order = cells.stream().map(Cell::strategy).distinct().toList();
    Comparator<Cell> byStrategy = Comparator.comparingInt(cell -> order.indexOf(cell.strategy()));
    cells = cells.stream().sorted(byStrategy.thenComparing(Cell::backlog, BACKLOGS)).toList();
  }

  /// Numbers by value, before anything else by its letters.
  public static final Comparator<String> BACKLOGS =
      Comparator.comparingDouble(Scenario::numberOrInfinity)
          .thenComparing(Comparator.naturalOrder());

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}");

  private static double numberOrInfinity(String text) {
    return NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.POSITIVE_INFINITY;
  }

  /// Whether it shows how fast a full queue is emptied, which says nothing of connecting.
  public boolean drains() {
    return cells.stream().anyMatch(cell -> cell.secondary().containsKey(Cell.DRAIN_NANOS));
  }

  /// Whether any of its cells measured the metric.
  public boolean anyMeasured(String metric) {
    return cells.stream().anyMatch(cell -> cell.metric(metric).isMeasured());
  }

  /// `BurstBenchmark.burst` of `acceptbench.bench.BurstBenchmark.burst`.
  public String shortName() {
    String name = key.benchmark();
    int method = name.lastIndexOf('.');
    return name.substring(name.lastIndexOf('.', method - 1) + 1);
  }

  public List<String> strategies() {
    return cells.stream().map(Cell::strategy).distinct().toList();
  }

  /// All backlogs asked for, smallest first.
  public List<String> backlogs() {
    return cells.stream().map(Cell::backlog).distinct().sorted(BACKLOGS).toList();
  }

  public List<Cell> of(String strategy) {
    return cells.stream().filter(cell -> cell.strategy().equals(strategy)).toList();
  }

  /// The cells at one backlog, a strategy each.
  public List<Cell> at(String backlog) {
    return cells.stream().filter(cell -> cell.backlog().equals(backlog)).toList();
  }

  public Optional<Cell> cell(String strategy, String backlog) {
    return of(strategy).stream().filter(cell -> cell.backlog().equals(backlog)).findFirst();
  }

  /// The largest backlog that was measured with every strategy of the scenario.
  public Optional<String> largestCommonBacklog() {
    List<String> common = new ArrayList<>(backlogs());
    common.removeIf(backlog -> strategies().stream().anyMatch(s -> cell(s, backlog).isEmpty()));
    return common.isEmpty() ? Optional.empty() : Optional.of(common.getLast());
  }
}
