package acceptbench.results.rank;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Metric;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Figures;
import com.google.errorprone.annotations.Immutable;
import java.util.List;
import org.apache.commons.statistics.descriptive.Median;

/// A figure by which strategies are ranked, at one backlog. In all of them less is better.
///
/// One value for each launch (JMH's fork): the median of its iterations, which share a JVM and the
/// state of the machine and are no values of their own.
public enum Figure {
  CONNECT_P99("connect p99", "connect:p0.99", Figures::micros),
  FIRST_BYTE_P99("first byte p99", "firstByte:p0.99", Figures::micros),
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

  /// Whether any cell of the scenario measured it.
  public boolean isIn(Scenario scenario) {
    return scenario.anyMeasured(metric);
  }

  /// The strategies at one backlog, ranked. A cell whose client did not keep its schedule shows the
  /// client's limit and has no value here.
  public Ranking rank(Scenario scenario, String backlog) {
    List<Contender> contenders =
        scenario.cells().stream()
            .filter(cell -> cell.backlog().equals(backlog))
            .map(this::contender)
            .toList();
    return Ranking.of(contenders, true, Ranking.USUAL);
  }

  private Contender contender(Cell cell) {
    Metric measured = cell.metric(metric);
    List<Double> launches =
        cell.keptSchedule()
            ? measured.iterations().stream().map(Figure::median).toList()
            : List.of();
    return new Contender(cell.strategy(), launches);
  }

  /// NaN where nothing was measured.
  private static double median(List<Double> iterations) {
    return Median.withDefaults()
        .evaluate(
            iterations.stream()
                .mapToDouble(Double::doubleValue)
                .filter(value -> !Double.isNaN(value))
                .toArray());
  }
}
