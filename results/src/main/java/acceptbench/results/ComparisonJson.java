package acceptbench.results;

import acceptbench.results.compare.Comparison;
import acceptbench.results.compare.Difference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/// Comparisons for programs: an array with one object for each run compared with the base. What is
/// not a finite number is null.
final class ComparisonJson {
  private ComparisonJson() {}

  static String of(List<Comparison> comparisons) {
    JsonMapper mapper = new JsonMapper();
    ArrayNode array = mapper.createArrayNode();
    comparisons.forEach(comparison -> add(array.addObject(), comparison));
    return array.toPrettyString() + "\n";
  }

  private static void add(ObjectNode node, Comparison comparison) {
    node.put("base", comparison.base().name()).put("new", comparison.candidate().name());
    node.put("falseAlarms", comparison.options().falseAlarms());
    node.put("smallestDifference", comparison.options().smallest());
    comparison.barriers().forEach(node.putArray("notComparableBecause")::add);
    comparison.notes().forEach(node.putArray("notes")::add);
    comparison.unmatched().forEach(node.putArray("unmatched")::add);
    ArrayNode figures = node.putArray("figures");
    comparison.differences().forEach(difference -> add(figures.addObject(), difference));
  }

  private static void add(ObjectNode node, Difference difference) {
    node.put("benchmark", difference.cell().benchmark()).put("mode", difference.cell().mode());
    ObjectNode params = node.putObject("params");
    difference.cell().params().forEach(params::put);
    node.put("metric", difference.metric());
    number(node, "base", difference.base());
    number(node, "new", difference.candidate());
    node.put("baseForks", difference.baseForks()).put("newForks", difference.candidateForks());
    number(node, "change", difference.change());
    number(node, "low", difference.low());
    number(node, "high", difference.high());
    number(node, "p", difference.p());
    number(node, "correctedP", difference.corrected());
    node.put("verdict", difference.verdict().name().toLowerCase(Locale.ROOT));
    node.put("reason", difference.reason());
  }

  private static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
