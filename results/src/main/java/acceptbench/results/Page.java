package acceptbench.results;

import acceptbench.results.chart.Chart;
import acceptbench.results.finding.Finding;
import acceptbench.results.run.Run;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Grid;
import acceptbench.results.text.Markdown;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.samskivert.mustache.Mustache;
import java.io.StringReader;
import java.util.List;
import java.util.Map;

/// What a report's templates show, and how they are filled.
///
/// @param blocks one for each scenario
/// @param facts the environment as rows of label and value
record Page(
    String title, String subtitle, Run run, List<Block> blocks, Finding notMeasured, Grid facts) {
  /// A scenario with all that is shown of it.
  ///
  /// @param folded whether it is shown only when the reader opens it
  record Block(
      String id,
      boolean folded,
      Scenario scenario,
      List<Finding> findings,
      Grid table,
      List<Chart> charts) {
    boolean hasConstants() {
      return !constants().isEmpty();
    }

    List<Map.Entry<String, String>> constants() {
      return List.copyOf(scenario.key().constants().entrySet());
    }
  }

  boolean manyBlocks() {
    return blocks.size() > 1;
  }

  boolean hasWarnings() {
    return !run.environment().warnings().isEmpty();
  }

  boolean hasGaps() {
    return !notMeasured.sentences().isEmpty();
  }

  String toHtml() {
    Map<String, Object> context =
        Map.of(
            "page", this,
            "style", Resources.text("style.css"),
            "echarts", Resources.text("echarts/echarts.min.js"),
            "scripts",
                List.of(
                    Resources.text("scales.js"),
                    Resources.text("kinds.js"),
                    Resources.text("charts.js")),
            "data", chartData());
    return Mustache.compiler()
        .withLoader(name -> new StringReader(Resources.text(name)))
        .defaultValue("")
        .compile(Resources.text("report.html.mustache"))
        .execute(context);
  }

  String toMarkdown() {
    return Mustache.compiler()
        .withEscaper(Markdown::escape)
        .defaultValue("")
        .compile(Resources.text("report.md.mustache"))
        .execute(Map.of("page", this));
  }

  /// The charts' data as JSON that may stand in a `script` element: no `<` is left in it.
  private String chartData() {
    JsonMapper mapper = new JsonMapper();
    ArrayNode charts = mapper.createArrayNode();
    blocks.forEach(block -> block.charts().forEach(chart -> charts.add(chart.toJson())));
    return charts.toString().replace("<", "\\u003c").replace("\u2028", "").replace("\u2029", "");
  }
}
