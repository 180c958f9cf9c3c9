package acceptbench.results.run;

import acceptbench.results.file.BoundedParser;
import acceptbench.results.file.JsonPlace;
import acceptbench.results.file.ReadableFile;
import acceptbench.results.file.ResultsException;
import acceptbench.results.text.OneLine;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads JMH's JSON (`-rf json`; org.openjdk.jmh.results.format.JSONResultFormat of JMH 1.37), one
/// cell at a time, so that a file of hundreds of megabytes needs the memory of one cell.
final class JmhJson {
  private static final JsonMapper MAPPER =
      new JsonMapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
              // Old versions of JMH, and Python's json, write NaN without quotes.
              .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
              .build());

  /// The percentiles that JMH lists (Result.java in org.openjdk.jmh.results), by JMH's spelling.
  /// They occur in every metric of every cell, so they are not parsed each time.
  private static final Map<String, Double> USUAL_PERCENTS =
      Stream.of(
              "0.0", "50.0", "90.0", "95.0", "99.0", "99.9", "99.99", "99.999", "99.9999", "100.0")
          .collect(Collectors.toMap(name -> name, Double::valueOf));

  /// The unit of a secondary metric that counts.
  private static final String COUNT = "#";

  private JmhJson() {}

  /// The file's cells, in its order; none where it is an empty array.
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
      cells.add(cell(JsonPlace.of(file, "[" + cells.size() + "]", node)));
    }
    if (parser.nextToken() != null) {
      JsonLocation at = parser.currentTokenLocation();
      throw new ResultsException(
          file,
          "line %d, column %d: more text after the end of JMH's JSON; put files together into one array"
              .formatted(at.getLineNr(), at.getColumnNr()));
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
      String name = Metric.nameSinceJmh137(entry.getKey());
      boolean derived = Metric.isDerived(name);
      secondary.put(name, metric(entry.getValue(), !derived));
    }
    return new Cell(
        at.field("benchmark").text(),
        at.field("mode").text(),
        params(at.field("params")),
        metric(at.field("primaryMetric"), true),
        secondary,
        harness(at),
        QueueDepth.UNKNOWN,
        false);
  }

  private static Map<String, String> params(JsonPlace at) throws ResultsException {
    Map<String, String> params = new LinkedHashMap<>();
    for (Map.Entry<String, JsonPlace> entry : at.fields().entrySet()) {
      params.put(entry.getKey(), entry.getValue().text());
    }
    return params;
  }

  /// @param distributed whether its percentiles may be those of a distribution. JMH lists some for
  ///     counts and derived metrics too, over a handful of iterations, and nothing shows those.
  private static Metric metric(JsonPlace at, boolean distributed) throws ResultsException {
    if (!at.node().isObject()) {
      throw at.expected("a metric, as JMH writes it");
    }
    List<List<Double>> iterations = iterations(at.field("rawData"));
    if (at.field("rawDataHistogram").isThere()) {
      iterations = iterationMeans(at.field("rawDataHistogram"));
    }
    String unit = at.field("scoreUnit").text();
    NavigableMap<Double, Double> percentiles =
        distributed && !unit.equals(COUNT)
            ? percentiles(at.field("scorePercentiles"))
            : Collections.emptyNavigableMap();
    return new Metric(
        at.field("score").number(),
        at.field("scoreError").number(),
        percentiles,
        unit,
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
    Double usual = USUAL_PERCENTS.get(name);
    if (usual != null) {
      return usual;
    }
    try {
      return Double.parseDouble(name);
    } catch (NumberFormatException e) {
      throw new ResultsException(at.file(), OneLine.of(at.place()) + ": expected a percentile");
    }
  }

  private static List<List<Double>> iterations(JsonPlace at) throws ResultsException {
    List<List<Double>> forks = new ArrayList<>();
    for (JsonPlace fork : at.elements()) {
      forks.add(fork.numbers());
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
      List<Double> valueAndCount = pair.numbers();
      if (valueAndCount.size() != 2) {
        throw pair.expected("a pair of value and count");
      }
      double count = valueAndCount.get(1);
      sum += valueAndCount.get(0) * count;
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
