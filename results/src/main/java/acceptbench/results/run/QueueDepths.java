package acceptbench.results.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads `depth.jsonl`, where a run may keep the depth of the accept queue over time: a line for
/// each iteration, `{"benchmark": …, "params": {…}, "iteration": 0, "millis": [0.0, 5.1, …],
/// "depth": [0, 17, …]}`. The first line of a cell is the one that is shown.
final class QueueDepths {
  private record Key(String benchmark, Map<String, String> params) {}

  private QueueDepths() {}

  /// The cells with their depths, where the file is there and has them.
  static List<Cell> attach(List<Cell> cells, Path file) throws IOException {
    if (!Files.exists(file)) {
      return cells;
    }
    ReadableFile.check(file);
    Map<Key, QueueDepth> depths = new HashMap<>();
    JsonMapper mapper = new JsonMapper();
    // Strict: what is not UTF-8 is refused, as elsewhere.
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(WholeLines.of(file), UTF_8.newDecoder()))) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank()) {
          read(new JsonPlace(file, "line " + number, mapper.readTree(line)), depths);
        }
      }
    } catch (JsonProcessingException e) {
      throw ReadableFile.notJson(file, e);
    } catch (CharacterCodingException e) {
      throw new ResultsException(file, "not JSON: not UTF-8");
    }
    List<Cell> attached = new ArrayList<>();
    for (Cell cell : cells) {
      QueueDepth depth = depths.get(new Key(cell.benchmark(), cell.params()));
      attached.add(depth == null ? cell : cell.withDepth(depth));
    }
    return attached;
  }

  private static void read(JsonPlace at, Map<Key, QueueDepth> depths) throws ResultsException {
    if (!at.node().isObject()) {
      throw at.expected("an object, the depths of one iteration");
    }
    Map<String, String> params = new HashMap<>();
    for (Map.Entry<String, JsonPlace> param : at.field("params").fields().entrySet()) {
      params.put(param.getKey(), param.getValue().text());
    }
    List<Double> millis = numbers(at.field("millis"));
    List<Double> depth = numbers(at.field("depth"));
    if (millis.size() != depth.size()) {
      throw at.field("depth").expected("as many depths as times");
    }
    depths.putIfAbsent(
        new Key(at.field("benchmark").text(), params), new QueueDepth(millis, depth));
  }

  private static List<Double> numbers(JsonPlace at) throws ResultsException {
    List<Double> numbers = new ArrayList<>();
    for (JsonPlace element : at.elements()) {
      numbers.add(element.number());
    }
    return numbers;
  }
}
