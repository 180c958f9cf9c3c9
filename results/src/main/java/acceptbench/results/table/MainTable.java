package acceptbench.results.table;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Grid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// A scenario in one row for each strategy, the ones that need the smallest backlog first: what a
/// reader remembers of a table with a row for each cell.
public final class MainTable {
  /// The old and a usual new `net.core.somaxconn`-sized backlog, which readers know; where they
  /// were not measured, the smallest and the largest are shown.
  private static final List<String> KNOWN_BACKLOGS = List.of("128", "1024");

  private final Scenario scenario;

  private MainTable(Scenario scenario) {
    this.scenario = scenario;
  }

  /// The table, of a scenario in which a strategy was measured at several backlogs.
  public static Optional<Grid> of(Scenario scenario) {
    boolean shown =
        scenario.key().accept()
            && !scenario.drains()
            && scenario.backlogs().size() > 1
            && scenario.cells().stream().anyMatch(cell -> cell.connect().isMeasured());
    return shown ? Optional.of(new MainTable(scenario).grid()) : Optional.empty();
  }

  private Grid grid() {
    List<String> shown = shownBacklogs();
    String few = shown.getFirst();
    String many = shown.getLast();
    List<Grid.Column> columns = new ArrayList<>();
    columns.add(Grid.text("strategy"));
    columns.add(Grid.number("no overflow from backlog"));
    columns.add(Grid.number("served at " + few));
    columns.add(Grid.number("ghosts at " + few));
    columns.add(Grid.number("connect p99 at " + few));
    columns.add(Grid.number("connect p99 at " + many));
    columns.add(Grid.number("first byte p99 at " + many));
    List<List<String>> rows = new ArrayList<>();
    for (String strategy : order(few, many)) {
      rows.add(
          List.of(
              strategy,
              holdsFrom(strategy),
              shown(strategy, few, cell -> Figures.percent(cell.servedShare())),
              shown(strategy, few, cell -> Figures.count(cell.count("ledger.ghost"))),
              shown(strategy, few, cell -> Figures.micros(cell.connect().percentile(99))),
              shown(strategy, many, cell -> Figures.micros(cell.connect().percentile(99))),
              shown(strategy, many, cell -> Figures.micros(cell.firstByte().percentile(99)))));
    }
    return new Grid(columns, rows);
  }

  private List<String> shownBacklogs() {
    List<String> backlogs = scenario.backlogs();
    return backlogs.containsAll(KNOWN_BACKLOGS)
        ? KNOWN_BACKLOGS
        : List.of(backlogs.getFirst(), backlogs.getLast());
  }

  private List<String> order(String few, String many) {
    return scenario.strategies().stream()
        .sorted(
            Comparator.comparingInt(this::firstHolding)
                .thenComparingDouble(s -> value(s, few, cell -> cell.count("ledger.ghost")))
                .thenComparingDouble(s -> value(s, many, cell -> cell.connect().percentile(99))))
        .toList();
  }

  private double value(String strategy, String backlog, Function<Cell, Double> figure) {
    return scenario.cell(strategy, backlog).map(figure).orElse(Double.NaN);
  }

  private String shown(String strategy, String backlog, Function<Cell, String> figure) {
    return scenario
        .cell(strategy, backlog)
        .map(cell -> figure.apply(cell) + (cell.keptSchedule() ? "" : CellTable.BEHIND))
        .orElse(Figures.NOT_MEASURED);
  }

  /// The index of the smallest backlog from which on no cell overflowed; the number of backlogs
  /// where the largest did, one more where that was not measured.
  private int firstHolding(String strategy) {
    List<Cell> cells = measured(strategy).toList();
    if (cells.isEmpty()) {
      return scenario.backlogs().size() + 1;
    }
    int first = scenario.backlogs().size();
    for (int i = cells.size() - 1; i >= 0 && !cells.get(i).overflowed(); i--) {
      first = scenario.backlogs().indexOf(cells.get(i).backlog());
    }
    return first;
  }

  private Stream<Cell> measured(String strategy) {
    return scenario.of(strategy).stream()
        .filter(cell -> cell.metric("ListenOverflows").isMeasured());
  }

  private String holdsFrom(String strategy) {
    int first = firstHolding(strategy);
    if (first < scenario.backlogs().size()) {
      return scenario.backlogs().get(first);
    }
    return measured(strategy)
        .reduce((_, last) -> last)
        .map(last -> "> " + last.backlog())
        .orElse(Figures.NOT_MEASURED);
  }
}
