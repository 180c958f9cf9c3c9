package acceptbench.results.run;

import acceptbench.results.text.OneLine;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Reads JMH's JSON (`-rf json`; org.openjdk.jmh.results.format.JSONResultFormat of JMH 1.37), one
/// cell at a time, so that a file of hundreds of megabytes needs the memory of one cell.
final class JmhJson {
  private static final JsonMapper MAPPER = new JsonMapper(new JsonFactory());

  private JmhJson() {}

  /// The file's cells, in its order.
  ///
  /// @throws ResultsException if it is not JMH's JSON; the message names file and place
  static List<Cell> read(Path file) throws IOException {
    ReadableFile.check(file);
    try (JsonParser parser = new BoundedParser(MAPPER.createParser(file.toFile()))) {
      return cells(file, parser);
    } catch (JsonProcessingException e) {
      throw ReadableFile.notJson(file, e);
    }
  }

  private static List<Cell> cells(Path file, JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new ResultsException(file, "empty; expected JMH's JSON");
    }
    if (first != JsonToken.START_ARRAY) {
      throw new ResultsException(
          file, "expected JMH's JSON, an array of results, found " + ReadableFile.kindOf(first));
    }
    List<Cell> cells = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonNode node = MAPPER.readTree(parser);
      cells.add(cell(new JsonPlace(file, "[" + cells.size() + "]", node)));
    }
    if (parser.nextToken() != null) {
      throw new ResultsException(file, "more text after the end of JMH's JSON");
    }
    if (cells.isEmpty()) {
      throw new ResultsException(file, "an empty array: no benchmark has a result");
    }
    return cells;
  }

  private static Cell cell(JsonPlace at) throws ResultsException {
    if (!at.node().isObject()) {
      throw at.expected("a benchmark's result");
    }
    if (!at.field("benchmark").node().isTextual()) {
      throw at.field("benchmark").expected("the benchmark's name, as JMH writes it");
    }
    if (!at.field("primaryMetric").node().isObject()) {
      throw at.field("primaryMetric").expected("a metric, as JMH writes it");
    }
    Map<String, Metric> secondary = new LinkedHashMap<>();
    for (Map.Entry<String, JsonPlace> entry : at.field("secondaryMetrics").fields().entrySet()) {
      secondary.put(entry.getKey(), metric(entry.getValue()));
    }
    return new Cell(
        at.field("benchmark").text(),
        at.field("mode").text(),
        params(at.field("params")),
        metric(at.field("primaryMetric")),
        secondary,
        harness(at),
        QueueDepth.UNKNOWN);
  }

  private static Map<String, String> params(JsonPlace at) throws ResultsException {
    Map<String, String> params = new LinkedHashMap<>();
    for (Map.Entry<String, JsonPlace> entry : at.fields().entrySet()) {
      params.put(entry.getKey(), entry.getValue().text());
    }
    return params;
  }

  private static Metric metric(JsonPlace at) throws ResultsException {
    if (!at.node().isObject()) {
      throw at.expected("a metric, as JMH writes it");
    }
    List<List<Double>> iterations = iterations(at.field("rawData"));
    if (at.field("rawDataHistogram").isThere()) {
      iterations = iterationMeans(at.field("rawDataHistogram"));
    }
    NavigableMap<Double, Double> percentiles = percentiles(at.field("scorePercentiles"));
    return new Metric(
        at.field("score").number(),
        at.field("scoreError").number(),
        percentiles,
        at.field("scoreUnit").text(),
        iterations,
        percentiles);
  }

  private static NavigableMap<Double, Double> percentiles(JsonPlace at) throws ResultsException {
    NavigableMap<Double, Double> percentiles = new TreeMap<>();
    for (Map.Entry<String, JsonPlace> entry : at.fields().entrySet()) {
      percentiles.put(percent(entry.getKey(), entry.getValue()), entry.getValue().number());
    }
    return percentiles;
  }

  private static double percent(String name, JsonPlace at) throws ResultsException {
    try {
      return Double.parseDouble(name);
    } catch (NumberFormatException e) {
      throw new ResultsException(at.file(), OneLine.of(at.place()) + ": expected a percentile");
    }
  }

  private static List<List<Double>> iterations(JsonPlace at) throws ResultsException {
    List<List<Double>> forks = new ArrayList<>();
    for (JsonPlace fork : at.elements()) {
      List<Double> iterations = new ArrayList<>();
      for (JsonPlace iteration : fork.elements()) {
        iterations.add(iteration.number());
      }
      forks.add(iterations);
    }
    return forks;
  }

  /// `rawDataHistogram` is `[fork][iteration][[value, count], …]`; an iteration's score is its
  /// mean.
  private static List<List<Double>> iterationMeans(JsonPlace at) throws ResultsException {
    List<List<Double>> forks = new ArrayList<>();
    for (JsonPlace fork : at.elements()) {
      List<Double> means = new ArrayList<>();
      for (JsonPlace iteration : fork.elements()) {
        means.add(mean(iteration));
      }
      forks.add(means);
    }
    return forks;
  }

  private static double mean(JsonPlace at) throws ResultsException {
    double sum = 0;
    double samples = 0;
    for (JsonPlace pair : at.elements()) {
      List<JsonPlace> valueAndCount = pair.elements();
      if (valueAndCount.size() != 2) {
        throw pair.expected("a pair of value and count");
      }
      double count = valueAndCount.get(1).number();
      sum += valueAndCount.get(0).number() * count;
      samples += count;
    }
    return sum / samples;
  }

  private static Harness harness(JsonPlace at) throws ResultsException {
    List<String> jvmArgs = new ArrayList<>();
    for (JsonPlace argument : at.field("jvmArgs").elements()) {
      jvmArgs.add(argument.text());
    }
    return new Harness(
        at.field("jmhVersion").text(),
        at.field("jdkVersion").text(),
        at.field("vmName").text(),
        at.field("vmVersion").text(),
        jvmArgs,
        whole(at.field("threads")),
        whole(at.field("forks")),
        whole(at.field("warmupIterations")),
        whole(at.field("measurementIterations")),
        at.field("measurementTime").text());
  }

  private static int whole(JsonPlace at) throws ResultsException {
    return at.isThere() ? (int) at.number() : 0;
  }
}
