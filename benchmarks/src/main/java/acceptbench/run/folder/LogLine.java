package acceptbench.run.folder;

import acceptbench.results.file.HistogramTag;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which measurement a line of `histograms.hlog` or `depth.jsonl` belongs to.
///
/// @param cell as [HistogramTag#cell] names it
/// @param launch which launch of that cell, from 1
/// @param place iteration and distribution; no two lines of a launch have the same
record LogLine(String cell, int launch, String place) {
  private static final String TAG = "Tag=";
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private static final JsonFactory JSON = new JsonFactory();

  /// Reads the tag of a line of `histograms.hlog`; empty where it has none, as the first lines do.
  static Optional<LogLine> ofHistogram(String line) {
    int end = line.indexOf(',');
    if (!line.startsWith(TAG) || end < 0) return Optional.empty();
    return HistogramTag.parse(line.substring(TAG.length(), end))
        .filter(tag -> NUMBER.matcher(tag.launch()).matches())
        .map(
            tag ->
                new LogLine(
                    tag.cell(),
                    Integer.parseInt(tag.launch()),
                    tag.iteration() + ";" + tag.metric()));
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
            return Optional.of(
                new LogLine(HistogramTag.cell(benchmark, params), launch, iteration));
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
