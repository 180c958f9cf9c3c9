package acceptbench.results.export;

import acceptbench.results.statistics.Spread;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Bencher Metric Format: benchmark, measure, value, and the interval of the median. Times are in
/// nanoseconds, as those of Bencher's own measure `latency`.
final class BencherJson {
  private static final JsonMapper JSON = new JsonMapper();

  private BencherJson() {}

  static String of(List<ExportedCell> cells) {
    ObjectNode all = JSON.createObjectNode();
    for (ExportedCell cell : cells) {
      ObjectNode benchmark = JSON.createObjectNode();
      cell.sorted()
          .forEach(
              (figure, values) -> {
                Spread spread = Spread.of(values);
                benchmark
                    .putObject(figure.label())
                    .put("value", spread.median())
                    .put("lower_value", spread.low())
                    .put("upper_value", spread.high());
              });
      if (!benchmark.isEmpty()) all.set(cell.name(), benchmark);
    }
    return all.toPrettyString() + "\n";
  }
}
