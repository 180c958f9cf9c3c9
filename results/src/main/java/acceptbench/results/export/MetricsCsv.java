package acceptbench.results.export;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Metric;
import acceptbench.results.run.Run;
import acceptbench.results.statistics.Spread;
import acceptbench.results.text.Csv;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;

/// A row for each cell and metric: its score as JMH has it, the median over launches with the ends
/// of its interval, and of a distribution the percentiles. Its column names stay as they are; what
/// was not measured, or what a metric doesn't have, is empty.
final class MetricsCsv {
  private static final List<Double> PERCENTS = List.of(0.0, 50.0, 90.0, 99.0, 99.9, 100.0);
  private static final List<String> OF_METRICS =
      List.of(
          "metric",
          "unit",
          "score",
          "launches",
          "median",
          "low",
          "high",
          "p0",
          "p50",
          "p90",
          "p99",
          "p99.9",
          "p100");

  private MetricsCsv() {}

  static String of(Run run) {
    Set<String> params = new LinkedHashSet<>();
    run.cells().forEach(cell -> params.addAll(cell.params().keySet()));
    List<String> header = new ArrayList<>(List.of("benchmark", "mode"));
    header.addAll(params);
    header.addAll(OF_METRICS);
    StringBuilder text = new StringBuilder(Csv.line(header));
    for (Cell cell : run.cells()) {
      List<String> place = new ArrayList<>(List.of(cell.benchmark(), cell.mode()));
      params.forEach(name -> place.add(cell.params().getOrDefault(name, "")));
      metrics(cell)
          .forEach((name, metric) -> text.append(Csv.line(row(place, cell, name, metric))));
    }
    return text.toString();
  }

  private static Map<String, Metric> metrics(Cell cell) {
    Map<String, Metric> metrics = new LinkedHashMap<>(Map.of("score", cell.primary()));
    metrics.putAll(cell.secondary());
    return metrics;
  }

  private static List<String> row(List<String> place, Cell cell, String name, Metric metric) {
    List<String> row = new ArrayList<>(place);
    double[] launches =
        cell.keptLaunches(metric).stream()
            .mapToDouble(Double::doubleValue)
            .filter(value -> !Double.isNaN(value))
            .sorted()
            .toArray();
    row.addAll(List.of(name, metric.unit(), text(metric.score())));
    row.add(Integer.toString(launches.length));
    row.addAll(spread(launches));
    PERCENTS.forEach(percent -> row.add(text(metric.percentile(percent))));
    return row;
  }

  private static List<String> spread(double[] sorted) {
    if (sorted.length == 0) return List.of("", "", "");
    Spread spread = Spread.of(sorted);
    return DoubleStream.of(spread.median(), spread.low(), spread.high())
        .mapToObj(MetricsCsv::text)
        .toList();
  }

  private static String text(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
