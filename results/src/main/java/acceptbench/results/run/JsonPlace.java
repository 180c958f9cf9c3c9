package acceptbench.results.run;

import acceptbench.results.text.OneLine;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A JSON value and where it stands, so that a complaint about it can name the place
/// (`results.json: [3].primaryMetric.score: expected a number, found "fast"`).
record JsonPlace(Path file, String place, JsonNode node) {
  boolean isThere() {
    return !node.isMissingNode() && !node.isNull();
  }

  /// The named field, which may not be there.
  JsonPlace field(String name) {
    JsonNode value = node.isObject() ? node.path(name) : MissingNode.getInstance();
    return new JsonPlace(file, place.isEmpty() ? name : place + "." + name, value);
  }

  /// The fields of an object in the file's order; none when it is absent.
  Map<String, JsonPlace> fields() throws ResultsException {
    if (isThere() && !node.isObject()) {
      throw expected("an object");
    }
    Map<String, JsonPlace> fields = new LinkedHashMap<>();
    node.fieldNames().forEachRemaining(name -> fields.put(name, field(name)));
    return fields;
  }

  /// The elements of an array; none when it is absent.
  List<JsonPlace> elements() throws ResultsException {
    if (isThere() && !node.isArray()) {
      throw expected("an array");
    }
    List<JsonPlace> elements = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      elements.add(new JsonPlace(file, place + "[" + i + "]", node.get(i)));
    }
    return elements;
  }

  /// A number, where JMH writes what is not finite as a string. NaN when it is absent.
  double number() throws ResultsException {
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
  String text() throws ResultsException {
    if (!isThere()) {
      return "";
    }
    if (!node.isValueNode()) {
      throw expected("a text");
    }
    return node.asText();
  }

  ResultsException expected(String what) {
    String found =
        switch (node.getNodeType()) {
          case MISSING -> "nothing";
          case OBJECT -> "an object";
          case ARRAY -> "an array";
          case STRING -> '"' + abbreviated(node.asText()) + '"';
          default -> abbreviated(node.asText());
        };
    String where = place.isEmpty() ? "" : OneLine.of(place) + ": ";
    return new ResultsException(file, where + "expected " + what + ", found " + found);
  }

  private static String abbreviated(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
