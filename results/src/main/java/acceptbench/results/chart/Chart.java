package acceptbench.results.chart;

import acceptbench.results.text.Grid;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/// A chart as data: what is drawn, and the same as a table for readers who don't see it. How it is
/// drawn is for `charts.js`.
///
/// @param id unique in the page, of letters, digits and `-`
/// @param explanation one or two sentences on how to read it
/// @param marks values on the y axis that have a meaning of their own
public record Chart(
    String id,
    Kind kind,
    String title,
    String explanation,
    Axis x,
    Axis y,
    List<Series> series,
    List<Mark> marks,
    Grid table) {
  public enum Kind {
    /// A line for each series over the categories of x.
    LINES
  }

  /// How values lie on an axis, and how they are written.
  public enum Scale {
    /// Names in their order.
    CATEGORIES,
    /// Microseconds, logarithmic.
    MICROS,
    /// Counts from 0, linear up to 1 and logarithmic from there: 0 has a place, and so has 10,000.
    COUNTS,
    /// 0 to 1, written as percentage.
    SHARES
  }

  /// An axis.
  ///
  /// @param categories the values of a [Scale#CATEGORIES] axis; otherwise empty
  public record Axis(String name, Scale scale, List<String> categories) {
    public static Axis of(String name, Scale scale) {
      return new Axis(name, scale, List.of());
    }

    public static Axis categories(String name, List<String> categories) {
      return new Axis(name, Scale.CATEGORIES, List.copyOf(categories));
    }
  }

  /// A named series of points.
  ///
  /// @param style index of its colour, symbol and dash; the same for a strategy throughout a page
  /// @param points `[x, y]` or more; x is the index of the category on a category axis
  public record Series(String name, int style, List<double[]> points) {}

  /// A line across the chart.
  public record Mark(double value, String label) {}

  private static final JsonMapper MAPPER = new JsonMapper();

  public ObjectNode toJson() {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("id", id).put("kind", kind.name().toLowerCase(Locale.ROOT));
    json.put("title", title);
    json.set("x", json(x));
    json.set("y", json(y));
    ArrayNode all = json.putArray("series");
    for (Series one : series) {
      ObjectNode node = all.addObject().put("name", one.name()).put("style", one.style());
      ArrayNode points = node.putArray("points");
      one.points().forEach(point -> points.add(json(point)));
    }
    ArrayNode lines = json.putArray("marks");
    marks.forEach(mark -> lines.addObject().put("value", mark.value()).put("label", mark.label()));
    return json;
  }

  private static ObjectNode json(Axis axis) {
    ObjectNode node = MAPPER.createObjectNode().put("name", axis.name());
    node.put("scale", axis.scale().name().toLowerCase(Locale.ROOT));
    ArrayNode categories = node.putArray("categories");
    axis.categories().forEach(categories::add);
    return node;
  }

  /// JSON has no NaN: what was not measured is null, and the line has a gap there.
  private static ArrayNode json(double[] point) {
    ArrayNode node = JsonNodeFactory.instance.arrayNode();
    for (double value : point) {
      if (Double.isFinite(value)) {
        node.add(rounded(value));
      } else {
        node.addNull();
      }
    }
    return node;
  }

  /// Four significant digits are more than a chart shows, and keep the file small.
  private static double rounded(double value) {
    return new BigDecimal(value).round(new MathContext(4)).doubleValue();
  }
}
