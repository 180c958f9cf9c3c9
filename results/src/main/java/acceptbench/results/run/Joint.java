package acceptbench.results.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.statistics.descriptive.Median;

/// Cells that several runs have measured, with the forks of all runs.
final class Joint {
  private Joint() {}

  /// Cells with the same benchmark, mode and parameters become one, in the order of the first that
  /// has them.
  ///
  /// @throws IllegalArgumentException if they were measured with other options or in other units
  static List<Cell> cells(Stream<Cell> cells) {
    Map<List<Object>, List<Cell>> same = new LinkedHashMap<>();
    cells.forEach(
        cell -> {
          List<Object> key = List.of(cell.benchmark(), cell.mode(), cell.params());
          same.computeIfAbsent(key, _ -> new ArrayList<>()).add(cell);
        });
    return same.values().stream().map(Joint::cell).toList();
  }

  private static Cell cell(List<Cell> cells) {
    Cell first = cells.getFirst();
    if (cells.size() == 1) return first;
    if (!cells.stream().allMatch(cell -> cell.harness().asksTheSame(first.harness()))) {
      throw new IllegalArgumentException(
          "runs with other iterations, times or threads can't be taken together: "
              + first.benchmark());
    }
    Set<String> names = new LinkedHashSet<>();
    cells.forEach(cell -> names.addAll(cell.secondary().keySet()));
    Map<String, Metric> secondary = new LinkedHashMap<>();
    for (String name : names) {
      secondary.put(name, metric(cells, name, cell -> cell.metric(name)));
    }
    return new Cell(
        first.benchmark(),
        first.mode(),
        first.params(),
        metric(cells, "score", Cell::primary),
        secondary,
        first.harness(),
        first.depth(),
        isOnScheduleOnly(cells));
  }

  /// Runs in which no launch of the cell kept its schedule are left out of what is said of all of
  /// them, where there are others.
  private static List<Cell> telling(List<Cell> cells) {
    List<Cell> telling = cells.stream().filter(Joint::hasKeptSchedule).toList();
    return telling.isEmpty() ? cells : telling;
  }

  private static boolean hasKeptSchedule(Cell cell) {
    return cell.launchCount() == 0 || cell.launchesBehind() < cell.launchCount();
  }

  /// Whether launches are left out, and all are that should be.
  private static boolean isOnScheduleOnly(List<Cell> cells) {
    List<Cell> telling = telling(cells);
    return (telling.size() < cells.size() || telling.stream().anyMatch(Cell::onScheduleOnly))
        && telling.stream().allMatch(it -> it.onScheduleOnly() || it.launchesBehind() == 0);
  }

  /// The forks of all runs; score and percentiles are medians over the runs.
  private static Metric metric(List<Cell> cells, String name, Function<Cell, Metric> of) {
    List<Metric> all = cells.stream().map(of).toList();
    List<Metric> measured = telling(cells).stream().map(of).filter(Metric::isMeasured).toList();
    List<String> units = measured.stream().map(Metric::unit).distinct().toList();
    if (units.size() > 1) {
      throw new IllegalArgumentException(
          "runs with other units can't be taken together: %s of %s in %s"
              .formatted(name, cells.getFirst().benchmark(), String.join(" and ", units)));
    }
    Metric first = measured.isEmpty() ? all.getFirst() : measured.getFirst();
    return new Metric(
        median(measured, Metric::score),
        Double.NaN,
        percentiles(measured.stream().map(Metric::percentiles).toList()),
        first.unit(),
        forks(cells, of),
        percentiles(measured.stream().map(Metric::curve).toList()));
  }

  /// The same launch is at the same place in every metric, so those that did not measure one have
  /// NaN there; none at all where a run has a score without the values it was made of.
  private static List<List<Double>> forks(List<Cell> cells, Function<Cell, Metric> of) {
    List<List<Double>> forks = new ArrayList<>();
    for (Cell cell : cells) {
      Metric metric = of.apply(cell);
      if (!metric.iterations().isEmpty()) forks.addAll(metric.iterations());
      else if (metric.isMeasured()) return List.of();
      else forks.addAll(Collections.nCopies(cell.launchCount(), List.of(Double.NaN)));
    }
    return forks;
  }

  private static NavigableMap<Double, Double> percentiles(
      List<NavigableMap<Double, Double>> distributions) {
    NavigableMap<Double, Double> joint = new TreeMap<>();
    if (distributions.isEmpty()) return joint;
    for (Double percent : distributions.getFirst().keySet()) {
      List<Double> values =
          distributions.stream().map(one -> one.get(percent)).filter(Objects::nonNull).toList();
      joint.put(percent, median(values, Double::doubleValue));
    }
    return joint;
  }

  private static <T> double median(List<T> values, ToDoubleFunction<T> figure) {
    return Median.withDefaults().evaluate(values.stream().mapToDouble(figure).toArray());
  }
}
