package acceptbench.run.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import acceptbench.run.jmh.ResultText;
import acceptbench.run.plan.Cell;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;

/// The results of a run on disk: a JMH JSON file for each cell, and `results.json`, which is all of
/// them in one array. `results.json` is whole after every cell.
public final class Results {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final RunFolder folder;

  /// The text of each measured cell's JSON object, by the cell's place in the plan.
  private final Map<Integer, String> measured = new TreeMap<>();

  /// The same as JMH's objects, where JMH is to write them in a format of its own.
  private final Map<Integer, RunResult> objects = new TreeMap<>();

  private final boolean formatted;

  /// @param formatted whether `-rf` or `-rff` asks for a file of JMH's at the end
  public Results(RunFolder folder, boolean formatted) {
    this.folder = folder;
    this.formatted = formatted;
  }

  /// Writes `results.json` of a run that has measured nothing yet.
  public synchronized void begin() throws IOException {
    merge();
  }

  /// Takes up the cells that an earlier part of the run has measured. A file that is damaged, or
  /// holds another cell, counts as not there: its cell is measured again.
  ///
  /// @return the places of those cells in the plan
  public synchronized Set<Integer> restore(List<Cell> cells) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      Path file = file(i);
      if (!Files.exists(file)) continue;
      // What is not UTF-8 becomes a character that JMH never writes, and the file counts as
      // damaged.
      String text = new String(Files.readAllBytes(file), UTF_8);
      if (text.indexOf('\ufffd') >= 0 || !holds(text, cells.get(i))) continue;
      if (formatted && !restoreObject(i)) continue;
      measured.put(i, onlyElement(text));
    }
    return Set.copyOf(measured.keySet());
  }

  private boolean restoreObject(int index) {
    Optional<RunResult> result = objectFile(index).read();
    result.ifPresent(it -> objects.put(index, it));
    return result.isPresent();
  }

  private RunResultFile objectFile(int index) {
    return new RunResultFile(folder.cells().resolve("%04d.jmh".formatted(index + 1)));
  }

  private static boolean holds(String text, Cell cell) {
    try {
      JsonNode tree = JSON.readTree(text);
      if (!tree.isArray() || tree.size() != 1) return false;
      JsonNode result = tree.get(0);
      Map<String, String> parameters = new TreeMap<>();
      result
          .path("params")
          .properties()
          .forEach(parameter -> parameters.put(parameter.getKey(), parameter.getValue().asText()));
      return result.path("benchmark").asText().equals(cell.benchmark())
          && result.path("mode").asText().equals(cell.mode().shortLabel())
          && parameters.equals(cell.parameters());
    } catch (JsonProcessingException damaged) {
      return false;
    }
  }

  private Path file(int index) {
    return folder.cells().resolve("%04d.json".formatted(index + 1));
  }

  /// Keeps a measured cell.
  ///
  /// @param index the cell's place in the plan
  public synchronized void add(int index, RunResult result) throws IOException {
    // Not by way of a file of JMH's: it would not tell that the disk is full.
    String text = ResultText.of(ResultFormatType.JSON, List.of(result));
    if (formatted) objectFile(index).write(result);
    String element = onlyElement(text);
    RunFolder.write(file(index), text);
    measured.put(index, element);
    // Some 10 MiB for a cell of many connections: not to be kept without need.
    if (formatted) objects.put(index, result);
    merge();
  }

  /// All that were measured, in the plan's order; none where JMH is not to write them.
  public synchronized List<RunResult> objects() {
    return List.copyOf(objects.values());
  }

  public synchronized int count() {
    return measured.size();
  }

  private void merge() throws IOException {
    // JMH's text is kept as it is, so that no number changes its spelling.
    String merged = measured.values().stream().collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    RunFolder.write(folder.results(), merged);
  }

  /// The one object in a JMH JSON file, as text.
  static String onlyElement(String jmhJson) throws IOException {
    JsonNode tree = JSON.readTree(jmhJson);
    if (!tree.isArray() || tree.size() != 1) {
      throw new IOException("JMH wrote " + tree.size() + " results for one cell");
    }
    String text = jmhJson.strip();
    return text.substring(1, text.length() - 1).strip();
  }
}
