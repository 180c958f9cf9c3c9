package acceptbench.results.export;

import acceptbench.results.statistics.Spread;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Locale;

/// What github-action-benchmark reads as `customSmallerIsBetter`: name, unit, value, range.
final class GithubActionJson {
  private static final JsonMapper JSON = new JsonMapper();

  private GithubActionJson() {}

  static String of(List<ExportedCell> cells) {
    ArrayNode all = JSON.createArrayNode();
    for (ExportedCell cell : cells)
      cell.sorted()
          .forEach(
              (figure, values) -> {
                Spread spread = Spread.of(values);
                all.addObject()
                    .put("name", cell.name() + " " + figure.label())
                    .put("unit", figure.isTime() ? "ns" : "count")
                    .put("value", spread.median())
                    .put("range", "%s to %s".formatted(text(spread.low()), text(spread.high())))
                    .put(
                        "extra",
                        "median of %d launches; %s".formatted(values.length, figure.meaning()));
              });
    return all.toPrettyString() + "\n";
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
  }
}
