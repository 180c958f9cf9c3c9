package acceptbench.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/// Writes a run's folder for a test, in the form of JMH 1.37. Its numbers are made up, and are for
/// tests alone: the counts follow the balance of a burst, the rest has no meaning.
final class SampleRun {
  static final JsonMapper MAPPER = new JsonMapper();
  static final double[] PERCENTS = {0, 50, 90, 95, 99, 99.9, 99.99, 99.999, 99.9999, 100};

  final ArrayNode cells = MAPPER.createArrayNode();
  final ObjectNode environment = MAPPER.createObjectNode();

  /// The histogram log's lines. As objects the histograms of 500 cells would take a gigabyte.
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  private final HistogramLogWriter histograms = new HistogramLogWriter(log);
  private final List<String> depthLines = new ArrayList<>();

  /// Four strategies at five backlogs; those that serve inline overflow further up.
  static SampleRun standard() {
    SampleRun run = new SampleRun();
    int[] holds = {4096, 1024, 512, 128};
    String[] strategies = {"blocking", "nio-selector", "netty-epoll", "fd-passing"};
    for (int s = 0; s < strategies.length; s++) {
      for (int backlog : new int[] {16, 128, 512, 1024, 4096}) {
        run.burst(strategies[s], backlog, backlog >= holds[s] ? 0 : 2000 - backlog - 1);
      }
    }
    run.environment.put("command", "java -jar benchmarks.jar").put("network", "private");
    ObjectNode kernel = run.environment.putObject("kernel").put("release", "6.18.44");
    kernel.putObject("sysctls").put("net.core.somaxconn", "4096");
    run.environment.putObject("cpu").put("model", "Test CPU").put("count", 2);
    return run;
  }

  /// Many cells: ten strategies at ten backlogs, at as many burst sizes as it takes.
  static SampleRun ofCells(int cells) {
    return ofCells(cells, 10, 10);
  }

  /// @param strategies in each scenario
  /// @param backlogs at which each was measured
  static SampleRun ofCells(int cells, int strategies, int backlogs) {
    SampleRun run = new SampleRun();
    for (int i = 0; i < cells; i++) {
      Map<String, String> params = new LinkedHashMap<>();
      params.put("strategy", "strategy-" + i % strategies);
      params.put("backlog", Integer.toString(1 << (i / strategies % backlogs)));
      params.put("burst", Integer.toString(500 * (1 + i / (strategies * backlogs))));
      run.burst(params, i % strategies * 200);
    }
    return run;
  }

  /// As many cells of the size that a real run's have: all counters and the metrics that JMH
  /// derives for each iteration, five iterations, full histograms, and the depth of the queue over
  /// time.
  static SampleRun ofRealSize(int cells) {
    Random random = new Random(1);
    SampleRun run = ofRealSize(ofCells(cells), 1, random);
    for (JsonNode cell : run.cells) run.sideFiles((ObjectNode) cell.get("params"), random);
    return run;
  }

  /// The same without histograms and depths: they take seconds to write, and who only compares does
  /// not read them.
  ///
  /// @param run whose cells are filled
  /// @param forks of one iteration each; five iterations where it is one
  static SampleRun ofRealSize(SampleRun run, int forks, Random random) {
    for (JsonNode node : run.cells) {
      ObjectNode cell = (ObjectNode) node;
      ObjectNode params = cell.withObject("/params");
      for (int i = 0; i < 16; i++) {
        params.put("parameter" + i, "value");
      }
      ObjectNode secondary = cell.withObject("/secondaryMetrics");
      for (String derived : List.of("connect:p", "firstByte:p")) {
        for (double percent : PERCENTS) {
          String name = derived + percent / 100;
          metric(secondary, name, "us/op", draw(random, forks, 1e3, 2e6));
        }
      }
      distribution(cell, "queueWait", random.doubles(PERCENTS.length, 1, 1e6).sorted().toArray());
      for (String part : List.of("synRetries", "handshake", "queue", "dispatch")) {
        metric(secondary, "spent." + part, "us", draw(random, forks, 1, 1e6));
      }
      for (int i = 0; i < 25; i++) {
        metric(secondary, "TCPCounter" + i, "#", draw(random, forks, 0, 3000));
      }
      for (JsonNode metric : secondary) {
        ObjectNode percentiles = ((ObjectNode) metric).withObject("/scorePercentiles");
        for (double percent : PERCENTS) {
          if (!percentiles.has(Double.toString(percent))) {
            percentiles.put(Double.toString(percent), random.nextDouble(1e3, 2e6));
          }
        }
      }
    }
    return run;
  }

  private static double[][] draw(Random random, int forks, double from, double to) {
    double[][] drawn = new double[forks][forks == 1 ? 5 : 1];
    for (double[] fork : drawn) {
      Arrays.setAll(fork, _ -> random.nextDouble(from, to));
    }
    return drawn;
  }

  private void sideFiles(ObjectNode params, Random random) {
    Histogram histogram = new Histogram(1_000, 60_000_000_000L, 3);
    StringBuilder tag = new StringBuilder("BurstBenchmark.burst");
    Map<String, String> sorted = new TreeMap<>();
    params.properties().forEach(one -> sorted.put(one.getKey(), one.getValue().asText()));
    sorted.forEach((name, value) -> tag.append(";" + name + "=" + value));
    for (int iteration = 0; iteration < 5; iteration++) {
      for (String metric : List.of("connect", "firstByte", "queueWait")) {
        histogram.reset();
        random.longs(2000, 1_000, 2_000_000_000L).forEach(histogram::recordValue);
        histogram.setTag(tag + ";iteration=" + iteration + ";" + metric);
        histograms.outputIntervalHistogram(0, 1, histogram, 1_000);
      }
      ObjectNode depth = MAPPER.createObjectNode();
      depth.put("benchmark", "acceptbench.bench.BurstBenchmark.burst").set("params", params);
      depth.put("iteration", iteration);
      series(depth, 300, 5, random);
      series(depth.putArray("exact").addObject(), 298, 5, random);
      depthLines.add(depth.toString());
    }
  }

  private static void series(ObjectNode node, int points, int millisApart, Random random) {
    ArrayNode millis = node.putArray("millis");
    ArrayNode depths = node.putArray("depth");
    for (int i = 0; i < points; i++) {
      millis.add(i * millisApart + random.nextDouble());
      depths.add(random.nextInt(129));
    }
  }

  /// A burst of 2,000 of which `dropped` met a full queue: half of those became ghosts.
  ObjectNode burst(String strategy, int backlog, int dropped) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("strategy", strategy);
    params.put("backlog", Integer.toString(backlog));
    params.put("burst", "2000");
    params.put("handlerMicros", "100");
    return burst(params, dropped);
  }

  ObjectNode burst(Map<String, String> params, int dropped) {
    int ghosts = dropped / 2;
    ObjectNode cell = cell("acceptbench.bench.BurstBenchmark.burst", "ss", params);
    metric(cell, "primaryMetric", "ms/op", dropped > 0 ? 2100 : 210);
    double step = 1.03e6;
    double droppedShare = dropped / 2000.0;
    double[] connect = new double[PERCENTS.length];
    double[] firstByte = new double[PERCENTS.length];
    for (int i = 0; i < PERCENTS.length; i++) {
      boolean waited = PERCENTS[i] / 100 > 1 - droppedShare;
      connect[i] = waited ? step + 100 * i : 200 + 150 * i;
      firstByte[i] = (waited ? step : 500) + 20_000.0 * i;
    }
    distribution(cell, "connect", connect);
    distribution(cell, "firstByte", firstByte);
    count(cell, "ListenOverflows", dropped + ghosts);
    count(cell, "ListenDrops", dropped + ghosts);
    count(cell, "TCPSynRetrans", dropped);
    count(cell, "listener.effectiveBacklog", Integer.parseInt(params.getOrDefault("backlog", "0")));
    count(cell, "ledger.attempted", 2000);
    count(cell, "ledger.served", 2000 - ghosts);
    count(cell, "ledger.ghost", ghosts);
    count(cell, "ledger.reset", 0);
    count(cell, "ledger.refused", 0);
    count(cell, "ledger.timedOut", 0);
    count(cell, "ledger.retried", dropped);
    count(cell, "acceptor.share.0", 1500 - ghosts);
    count(cell, "acceptor.share.1", 500);
    metric(cell.withObject("/secondaryMetrics"), "server.cpuPerAccept", "us", 12.5, 12, 13);
    return cell;
  }

  ObjectNode cell(String benchmark, String mode, Map<String, String> params) {
    ObjectNode cell = cells.addObject();
    cell.put("jmhVersion", "1.37").put("benchmark", benchmark).put("mode", mode);
    cell.put("threads", 1).put("forks", 1).put("jdkVersion", "25").put("vmName", "OpenJDK");
    cell.putArray("jvmArgs").add("--enable-native-access=ALL-UNNAMED");
    cell.put("warmupIterations", 1).put("measurementIterations", 3);
    cell.put("measurementTime", "single-shot");
    ObjectNode node = cell.putObject("params");
    params.forEach(node::put);
    cell.putObject("secondaryMetrics");
    return cell;
  }

  static void count(ObjectNode cell, String name, double... iterations) {
    metric(cell.withObject("/secondaryMetrics"), name, "#", iterations);
  }

  static void distribution(ObjectNode cell, String name, double... values) {
    ObjectNode node = metric(cell.withObject("/secondaryMetrics"), name, "us/op", values[1]);
    ObjectNode percentiles = node.putObject("scorePercentiles");
    for (int i = 0; i < PERCENTS.length; i++) {
      number(percentiles, Double.toString(PERCENTS[i]), values[i]);
    }
  }

  static ObjectNode metric(ObjectNode parent, String name, String unit, double... iterations) {
    return metric(parent, name, unit, new double[][] {iterations});
  }

  /// @param forks `[fork][iteration]`
  static ObjectNode metric(ObjectNode parent, String name, String unit, double[][] forks) {
    double mean = Arrays.stream(forks).flatMapToDouble(Arrays::stream).average().orElse(Double.NaN);
    ObjectNode node = parent.putObject(name);
    number(node, "score", mean);
    node.put("scoreError", "NaN");
    node.putArray("scoreConfidence").add("NaN").add("NaN");
    node.putObject("scorePercentiles");
    node.put("scoreUnit", unit);
    ArrayNode rawData = node.putArray("rawData");
    for (double[] iterations : forks) {
      ArrayNode fork = rawData.addArray();
      for (double iteration : iterations) {
        if (Double.isNaN(iteration)) {
          fork.add("NaN");
        } else {
          fork.add(iteration);
        }
      }
    }
    return node;
  }

  /// As JMH has it: what is not a number is a string.
  private static void number(ObjectNode node, String name, double value) {
    if (Double.isNaN(value)) {
      node.put(name, "NaN");
    } else {
      node.put(name, value);
    }
  }

  Path writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path results = folder.resolve("results.json");
    // ext4 waits for the disk where a file is written over (auto_da_alloc, ext4(5)).
    Files.deleteIfExists(results);
    MAPPER.writeValue(results.toFile(), cells);
    if (!environment.isEmpty()) {
      MAPPER.writeValue(folder.resolve("environment.json").toFile(), environment);
    }
    if (!depthLines.isEmpty()) {
      Files.write(folder.resolve("depth.jsonl"), depthLines);
    }
    if (log.size() > 0) {
      writeLog(folder.resolve("histograms.hlog"), List.of());
      Files.write(folder.resolve("histograms.hlog"), log.toByteArray(), StandardOpenOption.APPEND);
    }
    return folder;
  }

  /// A histogram log, as the run writes it.
  static void writeLog(Path file, List<Histogram> histograms) throws IOException {
    try (PrintStream out =
        new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
      HistogramLogWriter writer = new HistogramLogWriter(out);
      writer.outputLogFormatVersion();
      writer.outputLegend();
      histograms.forEach(one -> writer.outputIntervalHistogram(0, 1, one, 1_000));
      writer.close();
    }
  }
}
