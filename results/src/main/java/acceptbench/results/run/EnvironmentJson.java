package acceptbench.results.run;

import acceptbench.results.file.JsonPlace;
import acceptbench.results.file.ReadableFile;
import acceptbench.results.file.ResultsException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads `environment.json`. Every field is optional: a report shows what is there.
final class EnvironmentJson {
  private static final long LARGEST_BYTES = 10_000_000;

  /// What has a place of its own.
  private static final Set<String> ELSEWHERE = Set.of("cells", "warnings", "defaults");

  private EnvironmentJson() {}

  /// What the file says; [Environment#UNKNOWN] when there is none.
  ///
  /// @throws ResultsException if there is one and it is not JSON of that shape
  static Environment read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Environment.UNKNOWN;
    }
    ReadableFile.check(file);
    if (Files.size(file) > LARGEST_BYTES) {
      throw new ResultsException(file, "larger than 10 MB; expected a run's environment");
    }
    try {
      JsonNode root = new JsonMapper().readTree(file.toFile());
      JsonPlace place = JsonPlace.of(file, "", root);
      if (!root.isObject()) {
        throw place.expected("an object, the run's environment");
      }
      return environment(place);
    } catch (JsonProcessingException e) {
      throw ReadableFile.notJson(file, e);
    }
  }

  private static Environment environment(JsonPlace root) throws ResultsException {
    Map<String, String> facts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonPlace> entry : root.fields().entrySet()) {
      if (!ELSEWHERE.contains(entry.getKey())) {
        flatten(entry.getValue(), facts);
      }
    }
    JsonPlace cells = root.field("cells");
    for (String count : List.of("planned", "measured")) {
      if (cells.field(count).isThere()) {
        flatten(cells.field(count), facts);
      }
    }
    List<String> warnings = new ArrayList<>();
    for (JsonPlace warning : root.field("warnings").elements()) {
      warnings.add(warning.text());
    }
    return new Environment(
        facts, warnings, failed(cells), leftOut(cells), defaults(root.field("defaults")));
  }

  private static Map<String, Map<String, String>> defaults(JsonPlace at) throws ResultsException {
    Map<String, Map<String, String>> defaults = new LinkedHashMap<>();
    for (Map.Entry<String, JsonPlace> benchmark : at.fields().entrySet())
      defaults.put(benchmark.getKey(), texts(benchmark.getValue()));
    return defaults;
  }

  private static Map<String, String> texts(JsonPlace at) throws ResultsException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonPlace> field : at.fields().entrySet())
      texts.put(field.getKey(), field.getValue().text());
    return texts;
  }

  private static void flatten(JsonPlace at, Map<String, String> facts) throws ResultsException {
    if (at.node().isObject()) {
      for (JsonPlace field : at.fields().values()) {
        flatten(field, facts);
      }
    } else if (at.node().isArray()) {
      List<String> texts = new ArrayList<>();
      for (JsonPlace element : at.elements()) {
        texts.add(element.node().isValueNode() ? element.text() : element.node().toString());
      }
      facts.put(at.place(), String.join(" ", texts));
    } else if (at.isThere()) {
      facts.put(at.place(), at.text());
    }
  }

  private static List<Environment.Failed> failed(JsonPlace cells) throws ResultsException {
    List<Environment.Failed> failed = new ArrayList<>();
    for (JsonPlace cell : cells.field("failed").elements()) {
      failed.add(
          new Environment.Failed(
              cell.field("benchmark").text(),
              texts(cell.field("params")),
              cell.field("reason").text()));
    }
    return failed;
  }

  private static List<Environment.LeftOut> leftOut(JsonPlace cells) throws ResultsException {
    List<Environment.LeftOut> leftOut = new ArrayList<>();
    for (JsonPlace one : cells.field("leftOut").elements()) {
      leftOut.add(
          new Environment.LeftOut(one.field("strategy").text(), one.field("reason").text()));
    }
    return leftOut;
  }
}
