package acceptbench.results.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.descriptive.Median;

/// Cells that several runs have measured, as if the forks of all were of one run.
final class Joint {
  private Joint() {}

  /// Cells with the same benchmark, mode and parameters become one, in the order of the first that
  /// has them.
  ///
  /// @throws IllegalArgumentException if they were measured with other options
  static List<Cell> cells(List<Run> runs) {
    Map<List<Object>, List<Cell>> same = new LinkedHashMap<>();
    for (Run run : runs) {
      for (Cell cell : run.cells()) {
        List<Object> key = List.of(cell.benchmark(), cell.mode(), cell.params());
        same.computeIfAbsent(key, _ -> new ArrayList<>()).add(cell);
      }
    }
    return same.values().stream().map(Joint::cell).toList();
  }

  private static Cell cell(List<Cell> cells) {
    Cell first = cells.getFirst();
    if (!cells.stream().allMatch(cell -> cell.harness().asksTheSame(first.harness()))) {
      throw new IllegalArgumentException(
          "runs with other iterations, times or threads can't be taken together: "
              + first.benchmark());
    }
    Set<String> names = new LinkedHashSet<>();
    cells.forEach(cell -> names.addAll(cell.secondary().keySet()));
    Map<String, Metric> secondary = new LinkedHashMap<>();
    for (String name : names) {
      secondary.put(name, metric(cells.stream().map(cell -> cell.metric(name)).toList()));
    }
    return new Cell(
        first.benchmark(),
        first.mode(),
        first.params(),
        metric(cells.stream().map(Cell::primary).toList()),
        secondary,
        first.harness(),
        first.depth());
  }

  /// The forks of all; of score and percentiles the median, as one launch of a JVM is one value.
  private static Metric metric(List<Metric> all) {
    List<Metric> measured = all.stream().filter(Metric::isMeasured).toList();
    if (measured.isEmpty()) {
      return all.getFirst();
    }
    List<List<Double>> forks = measured.stream().flatMap(m -> m.iterations().stream()).toList();
    return new Metric(
        median(measured, Metric::score),
        Double.NaN,
        percentiles(measured.stream().map(Metric::percentiles).toList()),
        measured.getFirst().unit(),
        forks,
        percentiles(measured.stream().map(Metric::curve).toList()));
  }

  private static NavigableMap<Double, Double> percentiles(
      List<NavigableMap<Double, Double>> distributions) {
    NavigableMap<Double, Double> joint = new TreeMap<>();
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
