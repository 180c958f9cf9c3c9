package acceptbench.results;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Metric;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Grid;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The main table of a scenario.
final class CellTable {
  private static final List<String> HALF_OPEN_COLUMNS =
      List.of(
          "ledger.reset", "listener.halfOpen", "SyncookiesSent", "SyncookiesRecv", "ListenDrops");

  private CellTable() {}

  static Grid of(Scenario scenario) {
    if (!scenario.key().accept()) return plainTable(scenario);
    return scenario.drains() ? drainTable(scenario) : acceptTable(scenario);
  }

  private static Grid acceptTable(Scenario scenario) {
    boolean halfOpen = scenario.cells().stream().anyMatch(Cell::hasHalfOpenClients);
    List<Grid.Column> columns =
        new ArrayList<>(
            List.of(
                Grid.text("strategy"),
                Grid.number("backlog"),
                Grid.number("connect p50"),
                Grid.number("connect p99"),
                Grid.number("connect max"),
                Grid.number("first byte p99"),
                Grid.number("overflows"),
                Grid.number("ghosts"),
                Grid.number("served")));
    if (halfOpen) {
      columns.add(Grid.number("resets"));
      columns.add(Grid.number("half-open"));
      columns.add(Grid.number("cookies sent"));
      columns.add(Grid.number("cookies received"));
      columns.add(Grid.number("drops"));
    }
    return new Grid(
        columns, scenario.cells().stream().map(cell -> acceptRow(cell, halfOpen)).toList());
  }

  private static List<String> acceptRow(Cell cell, boolean halfOpen) {
    List<String> row =
        new ArrayList<>(
            List.of(
                cell.strategy(),
                backlog(cell),
                Figures.micros(cell.connect().percentile(50)),
                Figures.micros(cell.connect().percentile(99)),
                Figures.micros(cell.connect().max()),
                Figures.micros(cell.firstByte().percentile(99)),
                Figures.count(cell.count("ListenOverflows")),
                Figures.count(cell.count("ledger.ghost")),
                Figures.percent(cell.servedShare())));
    if (halfOpen) for (String name : HALF_OPEN_COLUMNS) row.add(Figures.count(cell.count(name)));
    return row;
  }

  private static Grid drainTable(Scenario scenario) {
    List<Grid.Column> columns =
        List.of(
            Grid.text("strategy"),
            Grid.number("backlog"),
            Grid.number("per connection"),
            Grid.number("± error (99.9 %)"),
            Grid.number("server's CPU per accept"),
            Grid.number("served"));
    return new Grid(columns, scenario.cells().stream().map(CellTable::drainRow).toList());
  }

  private static List<String> drainRow(Cell cell) {
    Metric perConnection = cell.drainNanos();
    return List.of(
        cell.strategy(),
        backlog(cell),
        Figures.micros(perConnection.score() / 1e3),
        Figures.micros(perConnection.error() / 1e3),
        Figures.micros(cell.count("server.cpuPerAccept")),
        Figures.percent(cell.servedShare()));
  }

  /// The backlog asked for, and the effective one where the kernel or the JDK made another of it.
  static String backlog(Cell cell) {
    double effective = cell.count("listener.effectiveBacklog");
    String asked = cell.backlog();
    return Double.isNaN(effective) || Figures.count(effective).replace(",", "").equals(asked)
        ? asked
        : asked + " (effective " + Figures.count(effective) + ")";
  }

  private static Grid plainTable(Scenario scenario) {
    Set<String> names = new LinkedHashSet<>();
    scenario.cells().forEach(cell -> names.addAll(cell.params().keySet()));
    List<Grid.Column> columns = new ArrayList<>();
    names.forEach(name -> columns.add(Grid.text(name)));
    columns.add(Grid.number("score"));
    columns.add(Grid.number("± error (99.9 %)"));
    columns.add(Grid.text("unit"));
    return new Grid(columns, scenario.cells().stream().map(cell -> plainRow(cell, names)).toList());
  }

  private static List<String> plainRow(Cell cell, Set<String> names) {
    List<String> row = new ArrayList<>();
    names.forEach(name -> row.add(cell.params().getOrDefault(name, "")));
    row.add(Figures.significant(cell.primary().score()));
    row.add(Figures.significant(cell.primary().error()));
    row.add(cell.primary().unit());
    return row;
  }
}
