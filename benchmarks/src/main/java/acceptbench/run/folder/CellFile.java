package acceptbench.run.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import acceptbench.run.plan.PlannedCell;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A measured cell on disk, as JMH writes it: a JSON array with one object.
record CellFile(Path path) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /// The one object, as JMH's text: no number may change its spelling.
  ///
  /// @throws IOException if it is not that
  String object() throws IOException {
    String text = Files.readString(path).strip();
    if (text.length() < 2) throw new IOException(path + ": empty");
    return text.substring(1, text.length() - 1).strip();
  }

  /// Writes JMH's text of one result, and returns when it is on disk.
  void write(String jmhJson) throws IOException {
    JsonNode tree = JSON.readTree(jmhJson);
    if (!tree.isArray() || tree.size() != 1) {
      throw new IOException("JMH wrote " + tree.size() + " results for one cell");
    }
    WholeFile.write(path, jmhJson);
  }

  /// The one object, if the file is whole; empty where it is damaged or not there.
  Optional<JsonNode> read() throws IOException {
    if (!Files.exists(path)) return Optional.empty();
    // What is not UTF-8 becomes a character that JMH never writes.
    String text = new String(Files.readAllBytes(path), UTF_8);
    if (text.indexOf('\ufffd') >= 0) return Optional.empty();
    try {
      JsonNode tree = JSON.readTree(text);
      return tree.isArray() && tree.size() == 1 ? Optional.of(tree.get(0)) : Optional.empty();
    } catch (JsonProcessingException damaged) {
      return Optional.empty();
    }
  }

  /// Whether a result is that of a cell.
  static boolean isOf(PlannedCell cell, JsonNode result) {
    Map<String, String> parameters = new TreeMap<>();
    result
        .path("params")
        .properties()
        .forEach(parameter -> parameters.put(parameter.getKey(), parameter.getValue().asText()));
    return result.path("benchmark").asText().equals(cell.benchmark())
        && result.path("mode").asText().equals(cell.mode().shortLabel())
        && parameters.equals(cell.parameters());
  }
}
