package acceptbench.run.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// How many samples each metric of a measured cell comes from: what JMH's CSV, text and LaTeX show,
/// and its JSON does not have.
record SamplesFile(Path path) {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final TypeReference<Map<String, Long>> SAMPLES = new TypeReference<>() {};

  /// @param samples by the metric's name
  void write(Map<String, Long> samples) throws IOException {
    WholeFile.write(path, JSON.writeValueAsString(samples) + "\n");
  }

  /// Empty where there is none, or it is damaged: then the cell has to be measured again.
  Optional<Map<String, Long>> read() throws IOException {
    if (!Files.exists(path)) return Optional.empty();
    try {
      return Optional.ofNullable(JSON.readValue(Files.readAllBytes(path), SAMPLES));
    } catch (JsonProcessingException damaged) {
      return Optional.empty();
    }
  }
}
