package acceptbench.profile;

import acceptbench.profile.Observations.Depths;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.TreeSet;
import org.openjdk.jmh.infra.BenchmarkParams;

/// Appends the accept queue's depth over time to a file, one JSON object a line:
/// `{"benchmark":…,"params":{…},"iteration":0,"launch":1,"millis":[…],"depth":[…]}`. It is written
/// field by field: a mapper of objects would take each fork 70 ms to set up.
record DepthLog(Path file) {
  void append(BenchmarkParams benchmark, int launch, int iteration, Depths depths)
      throws IOException {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("benchmark", benchmark.getBenchmark());
      json.writeObjectFieldStart("params");
      for (String key : new TreeSet<>(benchmark.getParamsKeys()))
        json.writeStringField(key, benchmark.getParam(key));
      json.writeEndObject();
      json.writeNumberField("iteration", iteration);
      json.writeNumberField("launch", launch);
      double[] millis = Arrays.stream(depths.atNanos()).mapToDouble(nanos -> nanos / 1e6).toArray();
      json.writeFieldName("millis");
      json.writeArray(millis, 0, millis.length);
      json.writeFieldName("depth");
      json.writeArray(depths.levels(), 0, depths.levels().length);
      json.writeEndObject();
    }
    Files.write(
        file,
        (line + "\n").getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
