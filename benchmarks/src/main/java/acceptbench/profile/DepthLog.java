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
/// `{"benchmark":…,"params":{…},"iteration":0,"launch":1,"millis":[…],"depth":[…]}`, the deepest
/// queue look by look, and `"exact":[{"millis":[…],"depth":[…]},…]`, that of each listener change
/// by change, where it is known. It is written field by field: a mapper of objects would take each
/// fork 70 ms to set up.
record DepthLog(Path file) {
  void append(BenchmarkParams benchmark, int launch, int iteration, Observations observed)
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
      write(observed.depths(), json);
      json.writeArrayFieldStart("exact");
      for (Depths listener : observed.listeners()) {
        json.writeStartObject();
        write(listener, json);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    Files.write(
        file,
        (line + "\n").getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /// Times to the microsecond: of a file that holds millions, the digits are what takes room.
  private static void write(Depths depths, JsonGenerator json) throws IOException {
    double[] millis =
        Arrays.stream(depths.atNanos())
            .mapToDouble(nanos -> Math.rint(nanos / 1e3) / 1e3)
            .toArray();
    json.writeFieldName("millis");
    json.writeArray(millis, 0, millis.length);
    json.writeFieldName("depth");
    json.writeArray(depths.levels(), 0, depths.levels().length);
  }
}
