package acceptbench.results;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Metric;
import acceptbench.results.run.Run;
import acceptbench.results.text.Csv;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// All cells as CSV (RFC 4180): a line for each, with its parameters, score and secondary metrics.
/// What was not measured is `NaN`; what a cell does not have is empty.
final class CellsCsv {
  private static final List<Double> PERCENTS = List.of(0.0, 50.0, 90.0, 99.0, 99.9, 100.0);

  private final Set<String> params = new LinkedHashSet<>();
  private final Set<String> metrics = new LinkedHashSet<>();
  private final Set<String> distributions = new LinkedHashSet<>();

  private CellsCsv(Run run) {
    for (Cell cell : run.cells()) {
      params.addAll(cell.params().keySet());
      cell.secondary().forEach(this::noteMetric);
    }
  }

  private void noteMetric(String name, Metric metric) {
    if (Metric.isDerived(name)) {
      return;
    }
    (metric.isDistribution(name) ? distributions : metrics).add(name);
  }

  static String of(Run run) {
    CellsCsv csv = new CellsCsv(run);
    StringBuilder text = new StringBuilder(Csv.line(csv.header()));
    run.cells().forEach(cell -> text.append(Csv.line(csv.values(cell))));
    return text.toString();
  }

  private List<String> header() {
    List<String> header = new ArrayList<>(List.of("benchmark", "mode"));
    header.addAll(params);
    header.addAll(List.of("score", "scoreError", "unit"));
    for (String name : distributions) {
      PERCENTS.forEach(percent -> header.add(name + " p" + percent + " us"));
    }
    header.addAll(metrics);
    return header;
  }

  private List<String> values(Cell cell) {
    List<String> values = new ArrayList<>(List.of(cell.benchmark(), cell.mode()));
    params.forEach(name -> values.add(cell.params().getOrDefault(name, "")));
    Metric primary = cell.primary();
    values.add(Double.toString(primary.score()));
    values.add(Double.toString(primary.error()));
    values.add(primary.unit());
    for (String name : distributions) {
      for (double percent : PERCENTS) {
        Metric metric = cell.metric(name);
        values.add(value(cell, name, metric.percentile(percent) * metric.microsPerUnit()));
      }
    }
    metrics.forEach(name -> values.add(value(cell, name, cell.count(name))));
    return values;
  }

  private static String value(Cell cell, String metric, double value) {
    return cell.secondary().containsKey(metric) ? Double.toString(value) : "";
  }
}
