package acceptbench.results.rank;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Scenario;
import acceptbench.results.statistics.Spread;
import acceptbench.results.text.Figures;
import com.google.errorprone.annotations.Immutable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A figure by which strategies are ranked, at one backlog. In all of them less is better.
///
/// The values are those of [Cell#keptLaunches].
public enum Figure {
  CONNECT_P99("connect p99", "connect:p0.99", Figures::micros),
  FIRST_BYTE_P99("first byte p99", "firstByte:p0.99", Figures::micros),
  /// Where the queue overflowed it is one more than the backlog, at least.
  BACKLOG_NEEDED("backlog needed at least", "backlog.neededAtLeast", Figures::count),
  OVERFLOWS("overflows", "ListenOverflows", Figures::count),
  GHOSTS("ghosts", "ledger.ghost", Figures::count),
  DRAIN("per connection of a full queue", "drain.nanosPerConnection", v -> Figures.micros(v / 1e3));

  /// Writes a value with its unit.
  @Immutable
  private interface Format {
    String text(double value);
  }

  private final String label;
  private final String metric;
  private final Format format;

  Figure(String label, String metric, Format format) {
    this.label = label;
    this.metric = metric;
    this.format = format;
  }

  /// As readers know it, `first byte p99` say.
  public String label() {
    return label;
  }

  /// A value with its unit.
  public String text(double value) {
    return format.text(value);
  }

  /// The figures by which cells can be ranked: those that several of them measured. Where nothing
  /// overflowed, connect latency is the client's own (on loopback the whole handshake runs on its
  /// CPU), and ranks nobody.
  public static List<Figure> of(Collection<Cell> cells) {
    boolean drains = cells.stream().anyMatch(DRAIN::isIn);
    return Stream.of(FIRST_BYTE_P99, CONNECT_P99, BACKLOG_NEEDED, OVERFLOWS, GHOSTS, DRAIN)
        .filter(figure -> (figure == DRAIN) == drains)
        .filter(figure -> figure != CONNECT_P99 || cells.stream().anyMatch(Cell::overflowed))
        .filter(figure -> cells.stream().filter(figure::isIn).count() > 1)
        .toList();
  }

  /// The figures of a cell by which it can be ranked beside others, as [#of(Collection)] has them.
  static List<Figure> of(Cell cell) {
    return Stream.of(values())
        .filter(figure -> figure.isIn(cell))
        .filter(figure -> figure != CONNECT_P99 || cell.overflowed())
        .toList();
  }

  /// The median over a cell's launches, and its interval.
  Spread spread(Cell cell) {
    return Spread.of(values(cell));
  }

  /// One value for each launch of a cell that kept its schedule and measured it, smallest first.
  public double[] values(Cell cell) {
    return new Contender(cell.strategy(), launches(cell)).sorted();
  }

  private boolean isIn(Cell cell) {
    return cell.metric(metric).measuredIterations().length > 0;
  }

  /// The strategies at one backlog, ranked.
  public Ranking rank(Scenario scenario, String backlog) {
    Map<String, Cell> cells = new LinkedHashMap<>();
    for (Cell cell : scenario.at(backlog)) cells.put(cell.strategy(), cell);
    return rank(cells);
  }

  /// Cells by the names under which they are ranked.
  public Ranking rank(Map<String, Cell> cells) {
    List<Contender> contenders =
        cells.entrySet().stream().map(one -> contender(one.getKey(), one.getValue())).toList();
    return Ranking.of(contenders, true, Ranking.USUAL);
  }

  private Contender contender(String name, Cell cell) {
    List<Double> launches = launches(cell);
    List<Integer> machines = cell.machines();
    return new Contender(name, launches, machines.size() == launches.size() ? machines : List.of());
  }

  /// The median of a cell's launches on one machine; NaN where none was measured there.
  public double medianOn(int machine, Cell cell) {
    Contender all = contender(cell.strategy(), cell);
    List<Double> there = new ArrayList<>();
    for (int i = 0; i < all.machines().size(); i++)
      if (all.machines().get(i) == machine) there.add(all.launches().get(i));
    return Spread.of(new Contender(all.name(), there).sorted()).median();
  }

  private List<Double> launches(Cell cell) {
    return cell.keptLaunches(cell.metric(metric));
  }
}
