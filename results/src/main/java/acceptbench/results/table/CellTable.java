package acceptbench.results.table;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Columns;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Grid;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleFunction;

/// A scenario with a row for each cell.
public final class CellTable {
  private static final List<String> STALLS = List.of("stallMillis", "pauseMillis");

  private final Scenario scenario;
  private final CellMarks marks;

  private CellTable(Scenario scenario, CellMarks marks) {
    this.scenario = scenario;
    this.marks = marks;
  }

  /// The columns that say something of this scenario.
  public static Grid of(Scenario scenario, CellMarks marks) {
    CellTable table = new CellTable(scenario, marks);
    if (!scenario.key().accept()) return table.plain();
    return scenario.drains() ? table.drain() : table.accept();
  }

  private Grid accept() {
    boolean halfOpen = scenario.cells().stream().anyMatch(Cell::hasHalfOpenClients);
    return cells()
        .number("connect p50", cell -> percentile(cell, "connect", 50))
        .number("connect p99", cell -> percentile(cell, "connect", 99))
        .number("connect max", cell -> Figures.micros(cell.connect().max()))
        .number("first byte p99", cell -> percentile(cell, "firstByte", 99))
        .when(scenario.anyMeasured("queueWait"), this::waits)
        .when(NeededBacklog.isIn(scenario), columns -> NeededBacklog.columns(columns, marks))
        .number("overflows", cell -> count(cell, "ListenOverflows"))
        .number("ghosts", cell -> count(cell, "ledger.ghost"))
        .number("served", this::served)
        .when(halfOpen, this::halfOpen)
        .when(!halfOpen && hasResets(), this::resets)
        .when(scenario.anyMeasured("server.switchesPerAccept"), this::acceptors)
        .when(scenario.cells().stream().anyMatch(CellTable::toldOfStalls), CellTable::stalls)
        .when(scenario.cells().stream().anyMatch(CellTable::toldOfRecovery), CellTable::recovery)
        .of(scenario.cells());
  }

  private Columns<Cell> cells() {
    boolean paced = scenario.anyMeasured("rate.achieved");
    return new Columns<Cell>()
        .text("strategy", Cell::strategy)
        .number("backlog", cell -> backlog(cell) + (paced ? "" : marks.of(cell)))
        .when(
            paced,
            columns -> columns.number("started per second", cell -> rate(cell) + marks.of(cell)));
  }

  private String rate(Cell cell) {
    DoubleFunction<String> whole = rate -> Figures.count(Math.rint(rate));
    return marks.figure(cell, "rate.achieved", whole, whole.apply(cell.count("rate.achieved")));
  }

  private Columns<Cell> waits(Columns<Cell> columns) {
    return columns
        .number("queue wait p50", cell -> percentile(cell, "queueWait", 50))
        .number("queue wait p99", cell -> percentile(cell, "queueWait", 99));
  }

  /// Where clients leave their handshakes half-open.
  private Columns<Cell> halfOpen(Columns<Cell> columns) {
    return resets(columns)
        .number("half-open", cell -> count(cell, "listener.halfOpen"))
        .number("cookies sent", cell -> count(cell, "SyncookiesSent"))
        .number("cookies received", cell -> count(cell, "SyncookiesRecv"))
        .number("drops", cell -> count(cell, "ListenDrops"));
  }

  /// A server at its limit may close connections unserved.
  private boolean hasResets() {
    return scenario.cells().stream().anyMatch(cell -> cell.count("ledger.reset") > 0);
  }

  private Columns<Cell> resets(Columns<Cell> columns) {
    return columns.number("resets", cell -> count(cell, "ledger.reset"));
  }

  private Columns<Cell> acceptors(Columns<Cell> columns) {
    return columns
        .number("accepts per wake-up", cell -> mean(cell, "server.acceptsPerWakeup"))
        .number("context switches per accept", cell -> mean(cell, "server.switchesPerAccept"));
  }

  /// With three digits, of which a count has no need.
  private String mean(Cell cell, String metric) {
    String mean = Figures.significant(cell.count(metric));
    return marks.figure(cell, metric, Figures::significant, mean);
  }

  /// Whether its acceptors were asked to stand still, and the run says for how long they did.
  private static boolean toldOfStalls(Cell cell) {
    return cell.secondary().containsKey("stall.count")
        && STALLS.stream().anyMatch(name -> !cell.params().getOrDefault(name, "0").equals("0"));
  }

  /// Stalls as they really were: of each the range over iterations.
  private static Columns<Cell> stalls(Columns<Cell> columns) {
    return columns
        .number("stalls", cell -> range(cell, "stall.count", Figures::count))
        .number("acceptors stalled", cell -> range(cell, "stall.acceptors", Figures::count))
        .number("stalled for", cell -> range(cell, "stall.millis", CellTable::millis))
        .number(
            "first stall after start", cell -> range(cell, "stall.startMillis", CellTable::millis));
  }

  /// Runs before there was this metric have no such column.
  private static boolean toldOfRecovery(Cell cell) {
    return toldOfStalls(cell) && cell.secondary().containsKey("stall.cpuMillis");
  }

  /// What a stall cost the server, and how long it took to serve again.
  private static Columns<Cell> recovery(Columns<Cell> columns) {
    return columns
        .number("CPU burned stalled", cell -> range(cell, "stall.cpuMillis", CellTable::millis))
        .number(
            "first greeted after", cell -> range(cell, "stall.recoverMillis", CellTable::millis));
  }

  private static String millis(double millis) {
    return Figures.micros(millis * 1e3);
  }

  private static String range(Cell cell, String metric, DoubleFunction<String> format) {
    return Figures.range(format, cell.metric(metric).measuredIterations());
  }

  private String percentile(Cell cell, String distribution, int percent) {
    return percentile(marks, cell, distribution, percent);
  }

  /// A percentile over the connections of all launches together; if the launches fall into two
  /// groups, that of both.
  static String percentile(CellMarks marks, Cell cell, String distribution, int percent) {
    return marks.figure(
        cell,
        distribution + ":p0." + percent,
        Figures::micros,
        Figures.micros(cell.metric(distribution).percentile(percent)));
  }

  private String count(Cell cell, String metric) {
    return count(marks, cell, metric);
  }

  /// The mean over iterations; both groups where launches fall into two.
  static String count(CellMarks marks, Cell cell, String metric) {
    return marks.figure(cell, metric, Figures::count, Figures.count(cell.count(metric)));
  }

  private String served(Cell cell) {
    return served(marks, cell);
  }

  static String served(CellMarks marks, Cell cell) {
    double attempted = cell.count("ledger.attempted");
    return marks.figure(
        cell,
        "ledger.served",
        served -> Figures.percent(served / attempted),
        Figures.percent(cell.servedShare()));
  }

  private Grid drain() {
    return cells()
        .number("per connection", this::drainTime)
        .number("± error (99.9 %)", cell -> Figures.micros(cell.drainNanos().error() / 1e3))
        .number("server's CPU per accept", this::cpuPerAccept)
        .when(scenario.anyMeasured("server.switchesPerAccept"), this::acceptors)
        .number("served", this::served)
        .of(scenario.cells());
  }

  private String drainTime(Cell cell) {
    DoubleFunction<String> nanos = value -> Figures.micros(value / 1e3);
    return marks.figure(cell, cell.drainNanos(), nanos, nanos.apply(cell.drainNanos().score()));
  }

  private String cpuPerAccept(Cell cell) {
    String metric = "server.cpuPerAccept";
    return marks.figure(cell, metric, Figures::micros, Figures.micros(cell.count(metric)));
  }

  /// The backlog asked for, and the effective one where the kernel or the JDK made another of it.
  private static String backlog(Cell cell) {
    double effective = cell.count("listener.effectiveBacklog");
    String asked = cell.backlog();
    return Double.isNaN(effective) || Figures.count(effective).replace(",", "").equals(asked)
        ? asked
        : asked + " (effective " + Figures.count(effective) + ")";
  }

  private Grid plain() {
    Set<String> names = new LinkedHashSet<>();
    scenario.cells().forEach(cell -> names.addAll(cell.params().keySet()));
    Columns<Cell> columns = new Columns<>();
    for (String name : names) columns.text(name, cell -> cell.params().getOrDefault(name, ""));
    return columns
        .number("score", this::score)
        .number("± error (99.9 %)", cell -> Figures.significant(cell.primary().error()))
        .text("unit", cell -> cell.primary().unit())
        .of(scenario.cells());
  }

  private String score(Cell cell) {
    String mean = Figures.significant(cell.primary().score());
    return marks.figure(cell, cell.primary(), Figures::significant, mean);
  }
}
