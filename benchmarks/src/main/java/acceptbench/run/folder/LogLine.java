package acceptbench.run.folder;

import acceptbench.profile.CellTag;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which measurement a line of `histograms.hlog` or `depth.jsonl` belongs to.
///
/// @param cell as in [CellTag]
/// @param launch which launch of that cell, from 1
/// @param place iteration and distribution; no two lines of a launch have the same
record LogLine(String cell, int launch, String place) {
  private static final Pattern TAG =
      Pattern.compile("Tag=(.+)(;iteration=\\d{1,9};)launch=(\\d{1,9})(;[^;]+)");

  private static final JsonFactory JSON = new JsonFactory();

  /// Reads the tag of a line of `histograms.hlog`; empty where it has none, as the first lines do.
  static Optional<LogLine> ofHistogram(String line) {
    Matcher tag = TAG.matcher(line.substring(0, Math.max(0, line.indexOf(','))));
    if (!tag.matches()) return Optional.empty();
    String place = tag.group(2) + tag.group(4);
    return Optional.of(new LogLine(tag.group(1), Integer.parseInt(tag.group(3)), place));
  }

  /// Reads what stands before the numbers in a line of `depth.jsonl`; empty where that is not
  /// there.
  static Optional<LogLine> ofDepths(String line) {
    String benchmark = "";
    String iteration = "";
    Map<String, String> params = new HashMap<>();
    try (JsonParser json = JSON.createParser(line)) {
      json.nextToken();
      for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
        json.nextToken();
        switch (field) {
          case "benchmark" -> benchmark = json.getText();
          case "iteration" -> iteration = json.getText();
          case "params" -> {
            while (json.nextToken() == JsonToken.FIELD_NAME)
              params.put(json.currentName(), json.nextTextValue());
          }
          case "launch" -> {
            int launch = json.getIntValue();
            return Optional.of(new LogLine(CellTag.of(benchmark, params), launch, iteration));
          }
          default -> json.skipChildren();
        }
      }
    } catch (IOException damaged) {
      return Optional.empty();
    }
    return Optional.empty();
  }
}
