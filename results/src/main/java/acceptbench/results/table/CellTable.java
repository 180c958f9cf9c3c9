package acceptbench.results.table;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Columns;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Grid;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// A scenario with a row for each cell.
public final class CellTable {
  /// Stands behind the figures of a cell whose client did not keep its schedule.
  static final String BEHIND = " †";

  private CellTable() {}

  /// The columns that say something of this scenario.
  public static Grid of(Scenario scenario) {
    if (!scenario.key().accept()) return plainTable(scenario);
    return scenario.drains() ? drainTable(scenario) : acceptTable(scenario);
  }

  private static Grid acceptTable(Scenario scenario) {
    boolean paced = scenario.anyMeasured("rate.offered");
    boolean halfOpen = scenario.cells().stream().anyMatch(Cell::hasHalfOpenClients);
    boolean waits = scenario.anyMeasured("queueWait");
    return cells()
        .when(paced, columns -> columns.number("started per second", CellTable::rate))
        .number("connect p50", cell -> Figures.micros(cell.connect().percentile(50)))
        .number("connect p99", cell -> Figures.micros(cell.connect().percentile(99)))
        .number("connect max", cell -> Figures.micros(cell.connect().max()))
        .number("first byte p99", cell -> Figures.micros(cell.firstByte().percentile(99)))
        .when(waits, CellTable::waits)
        .number("overflows", cell -> count(cell, "ListenOverflows"))
        .number("ghosts", cell -> count(cell, "ledger.ghost"))
        .number("served", cell -> Figures.percent(cell.servedShare()))
        .when(halfOpen, CellTable::halfOpen)
        .of(scenario.cells());
  }

  private static Columns<Cell> cells() {
    return new Columns<Cell>()
        .text("strategy", Cell::strategy)
        .number("backlog", CellTable::backlog);
  }

  private static Columns<Cell> waits(Columns<Cell> columns) {
    return columns
        .number("queue wait p50", cell -> Figures.micros(cell.queueWait().percentile(50)))
        .number("queue wait p99", cell -> Figures.micros(cell.queueWait().percentile(99)));
  }

  /// Where clients leave their handshakes half-open.
  private static Columns<Cell> halfOpen(Columns<Cell> columns) {
    return columns
        .number("resets", cell -> count(cell, "ledger.reset"))
        .number("half-open", cell -> count(cell, "listener.halfOpen"))
        .number("cookies sent", cell -> count(cell, "SyncookiesSent"))
        .number("cookies received", cell -> count(cell, "SyncookiesRecv"))
        .number("drops", cell -> count(cell, "ListenDrops"));
  }

  private static String count(Cell cell, String metric) {
    return Figures.count(cell.count(metric));
  }

  private static String rate(Cell cell) {
    return count(cell, "rate.achieved") + (cell.keptSchedule() ? "" : BEHIND);
  }

  /// What the mark [#BEHIND] means, where a table of the scenario has it.
  public static Optional<String> behindNote(Scenario scenario) {
    return scenario.cells().stream().allMatch(Cell::keptSchedule)
        ? Optional.empty()
        : Optional.of("†: the client fell behind its schedule; not the server's latency.");
  }

  private static Grid drainTable(Scenario scenario) {
    return cells()
        .number("per connection", cell -> Figures.micros(cell.drainNanos().score() / 1e3))
        .number("± error (99.9 %)", cell -> Figures.micros(cell.drainNanos().error() / 1e3))
        .number(
            "server's CPU per accept", cell -> Figures.micros(cell.count("server.cpuPerAccept")))
        .number("served", cell -> Figures.percent(cell.servedShare()))
        .of(scenario.cells());
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
    Columns<Cell> columns = new Columns<>();
    for (String name : names) columns.text(name, cell -> cell.params().getOrDefault(name, ""));
    return columns
        .number("score", cell -> Figures.significant(cell.primary().score()))
        .number("± error (99.9 %)", cell -> Figures.significant(cell.primary().error()))
        .text("unit", cell -> cell.primary().unit())
        .of(scenario.cells());
  }
}
