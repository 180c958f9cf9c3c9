package acceptbench.results.chart;

import acceptbench.results.text.Grid;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/// A chart as data: what is drawn, and the same as a table for readers who can't see it.
/// `charts.js` draws it.
///
/// @param id unique in the page, of letters, digits and `-`
/// @param explanation one or two sentences on how to read it
/// @param views what can be chosen to be shown in it; at least one
/// @param selected index of the view that is shown first
/// @param marks values on the y axis that have a meaning of their own
public record Chart(
    String id,
    Kind kind,
    String title,
    String explanation,
    Axis x,
    Axis y,
    List<View> views,
    int selected,
    List<Mark> marks,
    Grid table) {
  public enum Kind {
    /// A line for each series over the categories of x: points are `[category, y]`, or `[category,
    /// y, low, high]` where they have intervals.
    LINES,
    /// A line for each series over the percentiles, HdrHistogram's way: points are `[percent, y]`.
    PERCENTILES,
    /// A row for each series, a column for each category: points are `[category, value]`.
    HEAT,
    /// Points with labels, joined in their order: `[x, y]`.
    POINTS,
    /// Bars of stacked parts, a part for each series: points are `[category, value]`.
    STACK,
    /// A line for each series over time: points are `[milliseconds, y]`.
    TIME,
    /// A bar with its error for each category: points are `[category, y, low, high]`.
    BARS
  }

  /// How values lie on an axis, and how they are written.
  public enum Scale {
    /// Names in their order.
    CATEGORIES,
    /// Microseconds, logarithmic.
    MICROS,
    /// Microseconds from 0, linear.
    LINEAR_MICROS,
    /// Counts from 0, linear up to 1 and logarithmic from there: 0 has a place, and so has 10,000.
    COUNTS,
    /// Counts from 0, linear.
    LINEAR,
    /// 0 to 1, written as percentage.
    SHARES,
    /// Percentiles, spread by the logarithm of what is above them.
    PERCENTS,
    /// Milliseconds from the start, linear.
    MILLIS;

    /// How many significant digits a value needs: one more than is shown of a time; six of a count,
    /// which is shown whole, and of a percentile such as 99.9999.
    int digits() {
      return switch (this) {
        case MICROS, LINEAR_MICROS, SHARES, MILLIS -> 4;
        case CATEGORIES, COUNTS, LINEAR, PERCENTS -> 6;
      };
    }
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

  /// What is drawn at one time, by its name in the chart's menu.
  public record View(String name, List<Series> series) {}

  /// A named series of points.
  ///
  /// @param color a name that the page's style knows: `s0`, `s1`, … for strategies, `o-ghost` and
  ///     its like for outcomes, `a0`, … for acceptors
  /// @param dash 0 for a solid line
  /// @param labels of the points; empty where they have none
  public record Series(
      String name, String color, int dash, List<String> labels, List<double[]> points) {}

  /// A line across the chart.
  public record Mark(double value, String label) {}

  private static final JsonMapper MAPPER = new JsonMapper();

  /// The form that `charts.js` reads. The look of a series is given once, and a point of a category
  /// is its value alone: with names in each of hundreds of charts the page would be twice as long.
  public ObjectNode toJson() {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("id", id).put("kind", lower(kind)).put("title", title).put("selected", selected);
    json.set("x", json(x));
    json.set("y", json(y));
    List<ObjectNode> looks =
        views.stream().flatMap(view -> view.series().stream()).map(Chart::look).distinct().toList();
    json.putArray("looks").addAll(looks);
    ArrayNode all = json.putArray("views");
    for (View view : views) {
      ArrayNode series = all.addObject().put("name", view.name()).putArray("series");
      view.series().forEach(one -> series.add(json(one, looks)));
    }
    ArrayNode lines = json.putArray("marks");
    marks.forEach(mark -> lines.addObject().put("value", mark.value()).put("label", mark.label()));
    return json;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode json(Axis axis) {
    ObjectNode node = MAPPER.createObjectNode().put("name", axis.name());
    node.put("scale", lower(axis.scale()));
    ArrayNode categories = node.putArray("categories");
    axis.categories().forEach(categories::add);
    return node;
  }

  private static ObjectNode look(Series series) {
    ObjectNode node = MAPPER.createObjectNode().put("name", series.name());
    node.put("color", series.color());
    if (series.dash() != 0) {
      node.put("dash", series.dash());
    }
    return node;
  }

  private ObjectNode json(Series series, List<ObjectNode> looks) {
    ObjectNode node = MAPPER.createObjectNode().put("look", looks.indexOf(look(series)));
    if (!series.labels().isEmpty()) {
      series.labels().forEach(node.putArray("labels")::add);
    }
    ArrayNode points = node.putArray("points");
    for (int i = 0; i < series.points().size(); i++) {
      double[] point = series.points().get(i);
      boolean inOrder = x.scale() == Scale.CATEGORIES && point.length == 2 && point[0] == i;
      points.add(inOrder ? json(point[1], y) : json(point));
    }
    return node;
  }

  private ArrayNode json(double[] point) {
    ArrayNode node = MAPPER.createArrayNode();
    for (int i = 0; i < point.length; i++) {
      node.add(json(point[i], i == 0 ? x : y));
    }
    return node;
  }

  /// JSON has no NaN: what was not measured is null, and the line has a gap there.
  private static JsonNode json(double exact, Axis axis) {
    double value = rounded(exact, axis.scale().digits());
    if (!Double.isFinite(value)) {
      return NullNode.getInstance();
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? LongNode.valueOf((long) value) : DoubleNode.valueOf(value);
  }

  /// With that many significant digits: a page holds ten thousands of numbers.
  private static double rounded(double value, int digits) {
    if (value == 0 || !Double.isFinite(value)) {
      return value;
    }
    int shift = digits - 1 - (int) Math.floor(Math.log10(Math.abs(value)));
    double power = Math.pow(10, Math.abs(shift));
    return shift >= 0 ? Math.rint(value * power) / power : Math.rint(value / power) * power;
  }
}
