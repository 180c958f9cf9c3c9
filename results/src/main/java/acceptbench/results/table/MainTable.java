package acceptbench.results.table;

import acceptbench.results.rank.Figure;
import acceptbench.results.rank.Ranked;
import acceptbench.results.rank.Ranking;
import acceptbench.results.run.Cell;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Columns;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Grid;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// A scenario in one row for each strategy: what a reader remembers of a table with a row for each
/// cell. An order of rows is a claim too: it is that of the ranks where there are some, else that
/// of the plan.
public final class MainTable {
  /// Two backlogs that readers know, 128 being the old `net.core.somaxconn`; where they were not
  /// measured, the smallest and the largest are shown.
  private static final List<String> KNOWN_BACKLOGS = List.of("128", "1024");

  private final Scenario scenario;
  private final CellMarks marks;
  private final String few;
  private final String many;
  private final Ranking ranking;

  private MainTable(Scenario scenario, CellMarks marks) {
    this.scenario = scenario;
    this.marks = marks;
    List<String> backlogs = scenario.backlogs();
    boolean known = backlogs.containsAll(KNOWN_BACKLOGS);
    few = known ? KNOWN_BACKLOGS.getFirst() : backlogs.getFirst();
    many = known ? KNOWN_BACKLOGS.getLast() : backlogs.getLast();
    ranking = Figure.FIRST_BYTE_P99.rank(scenario, many);
  }

  /// The table, of a scenario in which a strategy was measured at several backlogs.
  public static Optional<MainTable> of(Scenario scenario, CellMarks marks) {
    boolean shown =
        scenario.key().accept()
            && !scenario.drains()
            && scenario.backlogs().size() > 1
            && scenario.cells().stream().anyMatch(cell -> cell.connect().isMeasured());
    return shown ? Optional.of(new MainTable(scenario, marks)) : Optional.empty();
  }

  /// A row for each strategy. Where nothing overflowed connect latency is the client's own, and is
  /// left out.
  public Grid grid() {
    return new Columns<String>()
        .text("strategy", strategy -> strategy)
        .number("no overflow from backlog", this::holdsFrom)
        .number("served at " + few, at(few, cell -> CellTable.served(marks, cell)))
        .number("ghosts at " + few, at(few, cell -> CellTable.count(marks, cell, "ledger.ghost")))
        .when(overflows(few), columns -> latency(columns, "connect", few))
        .when(overflows(many), columns -> latency(columns, "connect", many))
        .when(NeededBacklog.isIn(scenario), this::needed)
        .number("first byte p99 at " + many, at(many, cell -> p99(cell, "firstByte")))
        .of(order());
  }

  private Columns<String> latency(Columns<String> columns, String distribution, String backlog) {
    return columns.number(
        distribution + " p99 at " + backlog, at(backlog, cell -> p99(cell, distribution)));
  }

  private Columns<String> needed(Columns<String> columns) {
    return columns.number(
        "backlog needed at " + many, at(many, cell -> NeededBacklog.median(cell, marks)));
  }

  private String p99(Cell cell, String distribution) {
    return CellTable.percentile(marks, cell, distribution, 99);
  }

  private boolean overflows(String backlog) {
    return scenario.at(backlog).stream().anyMatch(Cell::overflowed);
  }

  private Function<String, String> at(String backlog, Function<Cell, String> figure) {
    return strategy ->
        scenario
            .cell(strategy, backlog)
            .map(cell -> figure.apply(cell) + marks.of(cell))
            .orElse(Figures.NOT_MEASURED);
  }

  private List<String> order() {
    List<String> planned = scenario.strategies();
    if (!ordersByRank()) return planned;
    return planned.stream()
        .sorted((one, other) -> Integer.compare(rank(one), rank(other)))
        .toList();
  }

  private boolean ordersByRank() {
    return ranking.ranks() && ranking.places().stream().anyMatch(place -> place.rank() > 1);
  }

  /// A strategy without a rank comes last.
  private int rank(String strategy) {
    return ranking.places().stream()
        .filter(place -> place.name().equals(strategy))
        .mapToInt(Ranked::rank)
        .filter(rank -> rank > 0)
        .findFirst()
        .orElse(Integer.MAX_VALUE);
  }

  /// What the order of the rows means, in a sentence.
  public String orderNote() {
    if (ordersByRank())
      return "Rows by rank in first byte p99 at backlog %s; those that share a rank are in the order"
              .formatted(many)
          + " of the plan.";
    return ranking.places().stream().anyMatch(place -> place.rank() > 0)
        ? "Rows in the order of the plan: in first byte p99 at backlog %s no two can be told apart."
            .formatted(many)
        : "Rows in the order of the plan, which ranks nobody.";
  }

  private String holdsFrom(String strategy) {
    List<Cell> cells = measured(strategy).toList();
    if (cells.isEmpty()) return Figures.NOT_MEASURED;
    List<Cell> holding = cells.reversed().stream().takeWhile(cell -> !cell.overflowed()).toList();
    return holding.isEmpty() ? "> " + cells.getLast().backlog() : holding.getLast().backlog();
  }

  private Stream<Cell> measured(String strategy) {
    return scenario.of(strategy).stream()
        .filter(cell -> cell.metric("ListenOverflows").isMeasured());
  }
}
