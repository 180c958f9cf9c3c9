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
import java.util.List;

/// Reads `reference.json`.
final class ReferenceJson {
  private static final long LARGEST_BYTES = 10_000_000;

  private ReferenceJson() {}

  /// [Reference#NONE] when it is not there.
  static Reference read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Reference.NONE;
    }
    ReadableFile.check(file);
    if (Files.size(file) > LARGEST_BYTES) {
      throw new ResultsException(file, "larger than 10 MB; expected what was measured beside");
    }
    try {
      JsonNode root = new JsonMapper().readTree(file.toFile());
      JsonPlace place = JsonPlace.of(file, "", root);
      if (!root.isObject()) {
        throw place.expected("an object, as the scripts beside the C programs write it");
      }
      List<Reference.Row> rows = new ArrayList<>();
      for (JsonPlace row : place.field("rows").elements()) {
        rows.add(
            new Reference.Row(
                row.field("name").text(),
                row.field("reference").number(),
                row.field("measured").number(),
                row.field("ratio").number()));
      }
      return new Reference(
          place.field("what").text(),
          place.field("command").text(),
          place.field("unit").text(),
          place.field("pairs").text(),
          rows);
    } catch (JsonProcessingException e) {
      throw ReadableFile.notJson(file, e);
    }
  }
}
