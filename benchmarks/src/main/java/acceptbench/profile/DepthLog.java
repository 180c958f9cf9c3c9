package acceptbench.profile;

import acceptbench.profile.Observations.Depths;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;

/// Appends the accept queue's depth over time to a file, one JSON object a line:
/// `{"benchmark":…,"params":{…},"iteration":0,"launch":1,"millis":[…],"depth":[…]}`.
record DepthLog(Path file) {
  private static final ObjectMapper JSON = new ObjectMapper();

  void append(BenchmarkParams benchmark, int launch, int iteration, Depths depths)
      throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("benchmark", benchmark.getBenchmark());
    line.put("params", params(benchmark));
    line.put("iteration", iteration);
    line.put("launch", launch);
    line.put("millis", Arrays.stream(depths.atNanos()).mapToDouble(nanos -> nanos / 1e6).toArray());
    line.put("depth", depths.levels());
    Files.write(
        file,
        (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static Map<String, String> params(BenchmarkParams benchmark) {
    Map<String, String> params = new TreeMap<>();
    for (String key : benchmark.getParamsKeys()) params.put(key, benchmark.getParam(key));
    return params;
  }
}
