package acceptbench.profile;

import acceptbench.profile.Observations.Series;
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

/// Appends levels over time to a file, one JSON object a line:
///
// `{"benchmark":…,"params":{…},"iteration":0,"series":"listener.depth","micros":[…],"levels":[…]}`.
record SeriesLog(Path file) {
  private static final ObjectMapper JSON = new ObjectMapper();

  void append(BenchmarkParams benchmark, int iteration, Map<String, Series> series)
      throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<String, Series> one : series.entrySet()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("benchmark", benchmark.getBenchmark());
      line.put("params", params(benchmark));
      line.put("iteration", iteration);
      line.put("series", one.getKey());
      line.put("micros", Arrays.stream(one.getValue().atNanos()).map(n -> n / 1_000).toArray());
      line.put("levels", one.getValue().levels());
      lines.append(JSON.writeValueAsString(line)).append('\n');
    }
    Files.write(
        file,
        lines.toString().getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static Map<String, String> params(BenchmarkParams benchmark) {
    Map<String, String> params = new TreeMap<>();
    for (String key : benchmark.getParamsKeys()) params.put(key, benchmark.getParam(key));
    return params;
  }
}
