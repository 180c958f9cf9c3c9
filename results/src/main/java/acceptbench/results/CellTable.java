package acceptbench.results;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Metric;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Grid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The main table of a scenario.
final class CellTable {
  /// Header to metric, where a scenario has clients that leave their handshakes half-open.
  private static final Map<String, String> HALF_OPEN_COLUMNS = halfOpenColumns();

  /// Stands behind the figures of a cell whose client did not keep its schedule.
  static final String BEHIND = " †";

  private CellTable() {}

  private static Map<String, String> halfOpenColumns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("resets", "ledger.reset");
    columns.put("half-open", "listener.halfOpen");
    columns.put("cookies sent", "SyncookiesSent");
    columns.put("cookies received", "SyncookiesRecv");
    columns.put("drops", "ListenDrops");
    return columns;
  }

  static Grid of(Scenario scenario) {
    if (!scenario.key().accept()) return plainTable(scenario);
    return scenario.drains() ? drainTable(scenario) : acceptTable(scenario);
  }

  private static Grid acceptTable(Scenario scenario) {
    boolean paced = scenario.cells().stream().anyMatch(CellTable::hasRate);
    boolean halfOpen = scenario.cells().stream().anyMatch(Cell::hasHalfOpenClients);
    boolean waits = scenario.cells().stream().anyMatch(cell -> cell.queueWait().isMeasured());
    List<Grid.Column> columns = new ArrayList<>();
    columns.add(Grid.text("strategy"));
    columns.add(Grid.number("backlog"));
    if (paced) {
      columns.add(Grid.number("started per second"));
    }
    columns.add(Grid.number("connect p50"));
    columns.add(Grid.number("connect p99"));
    columns.add(Grid.number("connect max"));
    columns.add(Grid.number("first byte p99"));
    if (waits) {
      columns.add(Grid.number("queue wait p50"));
      columns.add(Grid.number("queue wait p99"));
    }
    columns.add(Grid.number("overflows"));
    columns.add(Grid.number("ghosts"));
    columns.add(Grid.number("served"));
    if (halfOpen) {
      HALF_OPEN_COLUMNS.keySet().forEach(header -> columns.add(Grid.number(header)));
    }
    List<List<String>> rows = new ArrayList<>();
    for (Cell cell : scenario.cells()) {
      List<String> row = acceptRow(cell, paced, waits);
      if (halfOpen) {
        HALF_OPEN_COLUMNS.values().forEach(name -> row.add(Figures.count(cell.count(name))));
      }
      rows.add(row);
    }
    return new Grid(columns, rows);
  }

  private static boolean hasRate(Cell cell) {
    return cell.metric("rate.offered").isMeasured();
  }

  private static List<String> acceptRow(Cell cell, boolean paced, boolean waits) {
    List<String> row = new ArrayList<>();
    row.add(cell.strategy());
    row.add(backlog(cell));
    if (paced) {
      row.add(Figures.count(cell.count("rate.achieved")) + (cell.keptSchedule() ? "" : BEHIND));
    }
    row.add(Figures.micros(cell.connect().percentile(50)));
    row.add(Figures.micros(cell.connect().percentile(99)));
    row.add(Figures.micros(cell.connect().max()));
    row.add(Figures.micros(cell.firstByte().percentile(99)));
    if (waits) {
      row.add(Figures.micros(cell.queueWait().percentile(50)));
      row.add(Figures.micros(cell.queueWait().percentile(99)));
    }
    row.add(Figures.count(cell.count("ListenOverflows")));
    row.add(Figures.count(cell.count("ledger.ghost")));
    row.add(Figures.percent(cell.servedShare()));
    return row;
  }

  /// What the mark [#BEHIND] means, where a table of the scenario has it.
  static Optional<String> behindNote(Scenario scenario) {
    return scenario.cells().stream().allMatch(Cell::keptSchedule)
        ? Optional.empty()
        : Optional.of("†: the client fell behind its schedule; not the server's latency.");
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
