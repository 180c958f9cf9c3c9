package acceptbench.run.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import acceptbench.run.plan.Launch;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How often launches were measured again. Kept on disk, so that a run that goes on after an
/// interruption does not begin to count anew.
public final class RepeatedLaunches {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// A line for each launch of the longest plan takes a tenth of that.
  private static final int LARGEST_BYTES = 1_000_000;

  /// No run measures a launch again so often.
  private static final int MOST = 1_000;

  private final Path file;
  private final SortedMap<Launch, Integer> times = new TreeMap<>();

  /// @param file need not exist yet
  RepeatedLaunches(Path file) {
    this.file = file;
  }

  /// Takes up what an earlier part of the run has counted; nothing where the file is damaged.
  public void restore() throws IOException {
    if (!Files.exists(file)) return;
    Optional<byte[]> content = SmallFile.read(file, LARGEST_BYTES);
    if (content.isEmpty()) return;
    try {
      JsonNode root = JSON.readTree(new String(content.get(), UTF_8));
      for (Map.Entry<String, JsonNode> each : root.properties())
        LaunchFiles.named(each.getKey())
            .ifPresent(launch -> times.put(launch, Math.clamp(each.getValue().asInt(), 0, MOST)));
    } catch (JsonProcessingException damaged) {
      times.clear();
    }
  }

  /// How often a launch was.
  public int of(Launch launch) {
    return times.getOrDefault(launch, 0);
  }

  /// How often all were together.
  public int all() {
    return times.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// A launch was measured once more.
  public void add(Launch launch) throws IOException {
    times.merge(launch, 1, Integer::sum);
    ObjectNode root = JSON.createObjectNode();
    times.forEach((each, count) -> root.put(LaunchFiles.name(each), count));
    WholeFile.write(file, JSON.writeValueAsString(root) + "\n");
  }
}
