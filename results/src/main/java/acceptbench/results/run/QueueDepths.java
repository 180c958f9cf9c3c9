package acceptbench.results.run;

import acceptbench.results.file.JsonPlace;
import acceptbench.results.file.LineFile;
import acceptbench.results.file.ReadableFile;
import acceptbench.results.file.ResultsException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `depth.jsonl`, where a run may keep the depth of the accept queue over time: a line for
/// each iteration, `{"benchmark": …, "params": {…}, "iteration": 0, "millis": [0.0, 5.1, …],
/// "depth": [0, 17, …], "exact": [{"millis": …, "depth": …}, …]}`, the last for each listener and
/// only where it was known. The first line of a cell is the one that is shown.
final class QueueDepths {
  private record Key(String benchmark, Map<String, String> params) {}

  /// 200 looks a second for an hour, of 20 characters each; an exact series has 298 of them.
  private static final int LONGEST_LINE = 15_000_000;

  private static final JsonMapper MAPPER = new JsonMapper();

  private final Map<Key, QueueDepth> depths = new HashMap<>();

  private QueueDepths() {}

  /// The depths of the file; none when it is not there.
  ///
  /// @throws ResultsException if it is there and is not what it should be
  static QueueDepths read(Path file) throws IOException {
    QueueDepths all = new QueueDepths();
    if (!Files.exists(file)) {
      return all;
    }
    new LineFile(file, LONGEST_LINE)
        .forEach(
            (number, line) -> {
              try {
                if (!line.isBlank() && !all.has(line)) {
                  all.take(JsonPlace.of(file, "line " + number, MAPPER.readTree(line)));
                }
              } catch (JsonProcessingException e) {
                throw new ResultsException(
                    file, "line " + number + ": not JSON: " + ReadableFile.reason(e));
              }
            });
    return all;
  }

  /// The cells with their depths, where the file has them.
  List<Cell> attach(List<Cell> cells) {
    List<Cell> attached = new ArrayList<>();
    for (Cell cell : cells) {
      QueueDepth depth = depths.get(new Key(cell.benchmark(), cell.params()));
      attached.add(depth == null ? cell : cell.withDepth(depth));
    }
    return attached;
  }

  /// Whether a line is of a cell that has its depths. Most lines are, and need no more parsing than
  /// up to here.
  private boolean has(String line) throws IOException {
    return key(line).map(depths::containsKey).orElse(false);
  }

  /// The cell of a line, where it stands before the numbers.
  private static Optional<Key> key(String line) throws IOException {
    String benchmark = "";
    Map<String, String> params = new HashMap<>();
    try (JsonParser parser = MAPPER.createParser(line)) {
      JsonToken start = parser.nextToken();
      for (String field = parser.nextFieldName();
          start == JsonToken.START_OBJECT && field != null;
          field = parser.nextFieldName()) {
        JsonToken value = parser.nextToken();
        if (field.equals("benchmark")) {
          benchmark = parser.getValueAsString("");
        } else if (field.equals("params") && value == JsonToken.START_OBJECT) {
          while (parser.nextToken() == JsonToken.FIELD_NAME) {
            params.put(parser.currentName(), parser.nextTextValue());
          }
        } else if (!value.isScalarValue()) {
          return Optional.empty();
        }
        if (!benchmark.isEmpty() && !params.isEmpty()) {
          return Optional.of(new Key(benchmark, params));
        }
      }
      return Optional.empty();
    }
  }

  private void take(JsonPlace at) throws ResultsException {
    if (!at.node().isObject()) {
      throw at.expected("an object, the depths of one iteration");
    }
    Map<String, String> params = new HashMap<>();
    for (Map.Entry<String, JsonPlace> param : at.field("params").fields().entrySet()) {
      params.put(param.getKey(), param.getValue().text());
    }
    List<QueueDepth> exact = new ArrayList<>();
    for (JsonPlace listener : at.field("exact").elements()) {
      exact.add(series(listener, List.of()));
    }
    depths.putIfAbsent(new Key(at.field("benchmark").text(), params), series(at, exact));
  }

  private static QueueDepth series(JsonPlace at, List<QueueDepth> exact) throws ResultsException {
    List<Double> millis = at.field("millis").numbers();
    List<Double> depth = at.field("depth").numbers();
    if (millis.size() != depth.size()) {
      throw at.field("depth").expected("as many depths as times");
    }
    return new QueueDepth(millis, depth, exact);
  }
}
