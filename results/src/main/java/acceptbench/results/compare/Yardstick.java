package acceptbench.results.compare;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Metric;
import acceptbench.results.run.Run;
import acceptbench.results.statistics.Blocks;
import acceptbench.results.text.Figures;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/// A figure of a cell that is compared, fork by fork.
///
/// @param name as users know it, such as `connect p99`
/// @param metric the JMH metric that holds it, with `score` for the primary one
/// @param format how a value is written
public record Yardstick(
    String name, String metric, Direction direction, DoubleFunction<String> format) {
  /// JMH gives a sampled metric's percentiles of each iteration as metrics of their own.
  private static final List<Yardstick> ACCEPT =
      List.of(
          new Yardstick("connect p50", "connect:p0.50", Direction.LOWER_IS_BETTER, Figures::micros),
          new Yardstick("connect p99", "connect:p0.99", Direction.LOWER_IS_BETTER, Figures::micros),
          new Yardstick(
              "first byte p99", "firstByte:p0.99", Direction.LOWER_IS_BETTER, Figures::micros),
          new Yardstick("overflows", "ListenOverflows", Direction.LOWER_IS_BETTER, Figures::count),
          new Yardstick("ghosts", "ledger.ghost", Direction.LOWER_IS_BETTER, Figures::count));

  /// Figures that not every benchmark has, and not every version of this suite.
  private static final List<Yardstick> OF_SOME =
      List.of(
          new Yardstick(
              "backlog needed at least",
              "backlog.neededAtLeast",
              Direction.LOWER_IS_BETTER,
              Figures::count),
          new Yardstick(
              "per connection of a full queue",
              "drain.nanosPerConnection",
              Direction.LOWER_IS_BETTER,
              nanos -> Figures.micros(nanos / 1e3)));

  private static final List<Yardstick> USUAL =
      Stream.concat(ACCEPT.stream(), OF_SOME.stream()).toList();

  /// What is compared of two cells: this suite's figures, or the score of a benchmark from
  /// elsewhere.
  static List<Yardstick> of(Cell cell, Cell other, Set<String> chosen) {
    if (chosen.isEmpty()) {
      if (!cell.isAcceptCell() || cell.secondary().isEmpty()) return List.of(score(cell));
      return USUAL.stream()
          .filter(
              usual ->
                  ACCEPT.contains(usual)
                      || usual.metricOf(cell).isMeasured()
                      || usual.metricOf(other).isMeasured())
          .toList();
    }
    List<Yardstick> yardsticks = new ArrayList<>();
    for (Yardstick usual : USUAL) {
      if (chosen.contains(usual.name()) || chosen.contains(usual.metric())) {
        yardsticks.add(usual);
      }
    }
    for (String name : chosen) {
      if (name.equals("score")) {
        yardsticks.add(score(cell));
      } else if (USUAL.stream().noneMatch(y -> y.name().equals(name) || y.metric().equals(name))) {
        Direction direction = Direction.of(name, cell.metric(name).unit());
        yardsticks.add(new Yardstick(name, name, direction, Figures::significant));
      }
    }
    return yardsticks;
  }

  private static Yardstick score(Cell cell) {
    return new Yardstick("score", "score", Direction.ofScore(cell), Figures::significant);
  }

  /// The names by which figures of a run can be chosen.
  public static Set<String> names(Run run) {
    Set<String> measured = new TreeSet<>();
    run.cells().forEach(cell -> measured.addAll(cell.secondary().keySet()));
    Set<String> names = new LinkedHashSet<>(List.of("score"));
    for (Yardstick usual : USUAL) {
      if (measured.contains(usual.metric())) names.add(usual.name());
    }
    names.addAll(measured);
    return names;
  }

  /// Whether the cell has the figure, but not the values that it was made of.
  boolean lacksRawData(Cell cell) {
    return metricOf(cell).isMeasured() && metricOf(cell).iterations().isEmpty();
  }

  /// One value for each fork that measured the figure and kept its schedule: the median of its
  /// iterations. Iterations of one fork share a JVM and differ less from each other than from those
  /// of another fork: as single values they would make chance look like a difference.
  double[] forks(Cell cell) {
    return cell.keptLaunches(metricOf(cell)).stream()
        .mapToDouble(Double::doubleValue)
        .filter(value -> !Double.isNaN(value))
        .toArray();
  }

  /// The same of two cells; those of one run that was measured on several machines, machine by
  /// machine.
  ///
  /// @param along the parameter in which cells of one run differ; empty for cells of two runs
  Blocks machines(Cell base, Cell candidate, String along) {
    List<Double> before = base.keptLaunches(metricOf(base));
    List<Double> after = candidate.keptLaunches(metricOf(candidate));
    boolean known =
        base.machines().size() == before.size() && candidate.machines().size() == after.size();
    return along.isEmpty() || !known
        ? Blocks.one(forks(base), forks(candidate))
        : Blocks.of(before, base.machines(), after, candidate.machines());
  }

  /// Whether it is the time to connect, which on loopback is the client's own where nothing
  /// overflows.
  boolean isConnect() {
    return metric.startsWith("connect:");
  }

  String unit(Cell cell) {
    return metricOf(cell).unit();
  }

  private Metric metricOf(Cell cell) {
    return metric.equals("score") ? cell.primary() : cell.metric(metric);
  }
}
