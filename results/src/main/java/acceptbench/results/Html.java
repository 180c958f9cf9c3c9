package acceptbench.results;

import acceptbench.results.chart.Chart;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.samskivert.mustache.Mustache;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Fills a template of a page that needs no other file: style, scripts and data are in it.
final class Html {
  private Html() {}

  /// @param template its name, without `.html.mustache`
  /// @param context what the template shows; all of it is escaped
  /// @param charts those whose figures are in the template
  static String page(String template, Map<String, Object> context, List<Chart> charts) {
    Map<String, Object> all = new HashMap<>(context);
    all.put("style", Resources.text("style.css"));
    all.put("echarts", Resources.text("echarts/echarts.min.js"));
    all.put(
        "scripts",
        List.of(
            Resources.text("scales.js"), Resources.text("kinds.js"), Resources.text("charts.js")));
    all.put("data", data(charts));
    return Mustache.compiler()
        .withLoader(name -> new StringReader(Resources.text(name)))
        .defaultValue("")
        .compile(Resources.text(template + ".html.mustache"))
        .execute(all);
  }

  /// The charts as JSON that may stand in a `script` element: no `<` is left in it.
  private static String data(List<Chart> charts) {
    ArrayNode array = new JsonMapper().createArrayNode();
    charts.forEach(chart -> array.add(chart.toJson()));
    return array.toString().replace("<", "\\u003c").replace("\u2028", "").replace("\u2029", "");
  }
}
