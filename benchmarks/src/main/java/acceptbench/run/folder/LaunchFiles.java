package acceptbench.run.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import acceptbench.run.jmh.LaunchSamples;
import acceptbench.run.jmh.ResultText;
import acceptbench.run.jmh.StoredLaunch;
import acceptbench.run.plan.Launch;
import acceptbench.run.plan.PlannedCell;
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
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;

/// A measured launch on disk: `0007-2.json`, as JMH writes it, an array with one object; and beside
/// it `0007-2.samples`, with what JMH's JSON leaves out. Where the first is, the second is whole.
///
/// @param folder of all launches
record LaunchFiles(Path folder, Launch launch) {
  private static final Pattern NAME = Pattern.compile("(\\d{4,8})-(\\d{1,8})");
  private static final String JSON_SUFFIX = ".json";

  /// The largest real ones, of many iterations, take a few megabytes.
  private static final int LARGEST_JSON = 12_000_000;

  /// 15 bytes for each value that any iteration has seen.
  private static final int LARGEST_SAMPLES = 64_000_000;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /// The launch that a file is of; empty where it is another file.
  static Optional<LaunchFiles> of(Path file) {
    String name = file.getFileName().toString();
    if (!name.endsWith(JSON_SUFFIX)) return Optional.empty();
    return named(name.substring(0, name.length() - JSON_SUFFIX.length()))
        .map(launch -> new LaunchFiles(file.resolveSibling(""), launch));
  }

  /// The launch that [#name] gave this name; empty where it is none.
  static Optional<Launch> named(String text) {
    Matcher name = NAME.matcher(text);
    if (!name.matches()) return Optional.empty();
    return Optional.of(
        new Launch(Integer.parseInt(name.group(1)) - 1, Integer.parseInt(name.group(2))));
  }

  /// The name of a launch in files, `0007-2`.
  static String name(Launch launch) {
    return "%04d-%d".formatted(launch.cell() + 1, launch.number());
  }

  Path json() {
    return folder.resolve(name(launch) + JSON_SUFFIX);
  }

  private Path samples() {
    return folder.resolve(name(launch) + ".samples");
  }

  /// Writes a result, and returns when it is on disk.
  ///
  /// @return how long its JSON is, in UTF-16 units
  long write(RunResult result) throws IOException {
    // JMH does not write the file itself, as it would not report a full disk.
    String text = ResultText.of(ResultFormatType.JSON, List.of(result));
    int results = JSON.readTree(text).size();
    if (results != 1) throw new IOException("JMH wrote " + results + " results for one launch");
    WholeFile.write(samples(), StoredLaunch.samples(result).text());
    WholeFile.write(json(), text);
    return text.length();
  }

  /// The one object, as JMH's text: no number may change its spelling.
  ///
  /// @throws IOException if it is not that
  String object() throws IOException {
    return object(Files.readString(json()));
  }

  /// The same of several launches, as JMH prints one result of as many forks.
  ///
  /// @param launches at least one, all of one cell
  static String object(List<StoredLaunch> launches) {
    return object(ResultText.of(ResultFormatType.JSON, List.of(StoredLaunch.join(launches))));
  }

  private static String object(String array) {
    String text = array.strip();
    return text.length() < 2 ? text : text.substring(1, text.length() - 1).strip();
  }

  /// The launch, if both files are whole; empty where one is damaged or not there.
  Optional<StoredLaunch> read() throws IOException {
    if (!Files.exists(json()) || !Files.exists(samples())) return Optional.empty();
    // Bytes that are not UTF-8 become U+FFFD, which JMH never writes.
    Optional<byte[]> content = SmallFile.read(json(), LARGEST_JSON);
    Optional<byte[]> samples = SmallFile.read(samples(), LARGEST_SAMPLES);
    if (content.isEmpty() || samples.isEmpty()) return Optional.empty();
    String text = new String(content.get(), UTF_8);
    if (text.indexOf('\ufffd') >= 0) return Optional.empty();
    try {
      JsonNode tree = JSON.readTree(text);
      if (!tree.isArray() || tree.size() != 1) return Optional.empty();
      LaunchSamples parsed = LaunchSamples.parse(new String(samples.get(), UTF_8));
      return Optional.of(new StoredLaunch(tree.get(0), parsed)).filter(StoredLaunch::isWhole);
    } catch (JsonProcessingException damaged) {
      return Optional.empty();
    }
  }

  /// Whether a launch is one of a cell.
  static boolean isOf(PlannedCell cell, StoredLaunch launch) {
    JsonNode result = launch.json();
    return result.path("benchmark").asText().equals(cell.benchmark())
        && result.path("mode").asText().equals(cell.mode().shortLabel())
        && parameters(result).equals(cell.parameters());
  }

  /// The parameters of a launch, by name.
  static Map<String, String> parameters(JsonNode launch) {
    Map<String, String> parameters = new TreeMap<>();
    launch
        .path("params")
        .properties()
        .forEach(parameter -> parameters.put(parameter.getKey(), parameter.getValue().asText()));
    return parameters;
  }
}
