package acceptbench.results;

import acceptbench.results.compare.CellKey;
import acceptbench.results.compare.Comparison;
import acceptbench.results.compare.Difference;
import acceptbench.results.compare.ParameterComparison;
import acceptbench.results.rank.Figure;
import acceptbench.results.rank.Ranked;
import acceptbench.results.rank.Ranking;
import acceptbench.results.run.Cell;
import acceptbench.results.statistics.Groups;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Comparisons for programs. What is not a finite number is null.
final class ComparisonJson {
  private static final JsonMapper MAPPER = new JsonMapper();

  private ComparisonJson() {}

  /// An array with one object for each run compared with the base.
  static String of(List<Comparison> comparisons) {
    ArrayNode array = MAPPER.createArrayNode();
    comparisons.forEach(comparison -> add(array.addObject(), comparison));
    return array.toPrettyString() + "\n";
  }

  /// An object with the comparisons, and with the ranks: for each figure of the cells that differ
  /// in the parameter alone, a table in which values that can't be told apart share a rank.
  static String of(ParameterComparison along) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("run", along.run().name()).put("by", along.parameter());
    along.values().forEach(root.putArray("values")::add);
    along.notes().forEach(root.putArray("notes")::add);
    ArrayNode comparisons = root.putArray("comparisons");
    along.comparisons().forEach(comparison -> add(comparisons.addObject(), comparison));
    ArrayNode tables = root.putArray("ranks");
    along.groups().forEach((key, cells) -> ranks(tables, key, cells));
    return root.toPrettyString() + "\n";
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
    cell(node, difference.cell());
    node.put("metric", difference.metric());
    number(node, "base", difference.base());
    number(node, "new", difference.candidate());
    groups(node, "baseGroups", difference.baseGroups());
    groups(node, "newGroups", difference.candidateGroups());
    node.put("baseForks", difference.baseForks()).put("newForks", difference.candidateForks());
    number(node, "change", difference.change());
    number(node, "low", difference.low());
    number(node, "high", difference.high());
    number(node, "p", difference.p());
    number(node, "correctedP", difference.corrected());
    node.put("verdict", difference.verdict().name().toLowerCase(Locale.ROOT));
    node.put("reason", difference.reason());
  }

  private static void cell(ObjectNode node, CellKey key) {
    node.put("benchmark", key.benchmark()).put("mode", key.mode());
    ObjectNode params = node.putObject("params");
    key.params().forEach(params::put);
  }

  private static void ranks(ArrayNode tables, CellKey key, Map<String, Cell> cells) {
    if (!key.accept()) return;
    for (Figure figure : Figure.of(cells.values())) {
      Ranking ranking = figure.rank(cells);
      ObjectNode table = tables.addObject();
      cell(table, key);
      table.put("figure", figure.label()).put("ranked", ranking.ranks());
      table.put("launchesNeeded", ranking.needed());
      ArrayNode places = table.putArray("places");
      for (Ranked place : ranking.places()) {
        ObjectNode node = places.addObject();
        node.put("value", place.name()).put("rank", place.rank()).put("launches", place.launches());
        number(node, "median", place.spread().median());
        number(node, "low", place.spread().low());
        number(node, "high", place.spread().high());
        groups(node, "groups", place.groups());
        place.worseThan().stream().sorted().forEach(node.putArray("worseThan")::add);
      }
    }
  }

  private static void groups(ObjectNode node, String name, Optional<Groups> groups) {
    if (groups.isEmpty()) return;
    ArrayNode array = node.putArray(name);
    Groups two = groups.get();
    array.addObject().put("median", two.lower()).put("launches", two.lowerCount());
    array.addObject().put("median", two.upper()).put("launches", two.upperCount());
  }

  private static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
