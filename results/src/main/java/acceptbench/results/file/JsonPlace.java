package acceptbench.results.file;

import acceptbench.results.text.OneLine;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON value and where it stands, so that a complaint about it can name the place
/// (`results.json: [3].primaryMetric.score: expected a number, found "fast"`). The place is put
/// together only when asked for: a run has a hundred thousand of them.
///
/// @param within what it is part of; null for the outermost
/// @param step from there to here, such as `score` or `[3]`
public record JsonPlace(Path file, @Nullable JsonPlace within, String step, JsonNode node) {
  /// The outermost value that has a name of its own.
  public static JsonPlace of(Path file, String place, JsonNode node) {
    return new JsonPlace(file, null, place, node);
  }

  public String place() {
    String before = within == null ? "" : within.place();
    return before + (before.isEmpty() || step.startsWith("[") ? "" : ".") + step;
  }

  public boolean isThere() {
    return !node.isMissingNode() && !node.isNull();
  }

  /// The named field, which may not be there.
  public JsonPlace field(String name) {
    JsonNode value = node.isObject() ? node.path(name) : MissingNode.getInstance();
    return new JsonPlace(file, this, name, value);
  }

  /// The fields of an object in the file's order; none when it is absent.
  public Map<String, JsonPlace> fields() throws ResultsException {
    if (isThere() && !node.isObject()) {
      throw expected("an object");
    }
    Map<String, JsonPlace> fields = new LinkedHashMap<>();
    node.fieldNames().forEachRemaining(name -> fields.put(name, field(name)));
    return fields;
  }

  /// The elements of an array; none when it is absent.
  public List<JsonPlace> elements() throws ResultsException {
    if (isThere() && !node.isArray()) {
      throw expected("an array");
    }
    List<JsonPlace> elements = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      elements.add(element(i));
    }
    return elements;
  }

  private JsonPlace element(int index) {
    return new JsonPlace(file, this, "[" + index + "]", node.get(index));
  }

  /// The elements of an array of numbers; none when it is absent.
  public List<Double> numbers() throws ResultsException {
    if (isThere() && !node.isArray()) {
      throw expected("an array");
    }
    List<Double> numbers = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      numbers.add(node.get(i).isNumber() ? node.get(i).doubleValue() : element(i).number());
    }
    return numbers;
  }

  /// A number, where JMH writes what is not finite as a string. NaN when it is absent.
  public double number() throws ResultsException {
    if (!isThere()) {
      return Double.NaN;
    }
    if (node.isNumber()) {
      return node.doubleValue();
    }
    return switch (node.asText()) {
      case "NaN" -> Double.NaN;
      case "+INF", "Infinity" -> Double.POSITIVE_INFINITY;
      case "-INF", "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw expected("a number");
    };
  }

  /// A text, number or truth value as text; empty when it is absent.
  public String text() throws ResultsException {
    if (!isThere()) {
      return "";
    }
    if (!node.isValueNode()) {
      throw expected("a text");
    }
    return node.asText();
  }

  public ResultsException expected(String what) {
    String found =
        switch (node.getNodeType()) {
          case MISSING -> "nothing";
          case OBJECT -> "an object";
          case ARRAY -> "an array";
          case STRING -> '"' + abbreviated(node.asText()) + '"';
          default -> abbreviated(node.asText());
        };
    String place = place();
    String where = place.isEmpty() ? "" : OneLine.of(place) + ": ";
    return new ResultsException(file, where + "expected " + what + ", found " + found);
  }

  private static String abbreviated(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
