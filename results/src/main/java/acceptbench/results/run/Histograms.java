package acceptbench.results.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/// Reads `histograms.hlog`, the full distributions of a run, for curves finer than JMH's ten
/// percentiles. A line's tag is the cell (`BurstBenchmark.burst;backlog=16;…`), the iteration and
/// the metric; values are nanoseconds.
///
/// A run of hundreds of cells has several scenarios, and a reader looks at the curves of a few: the
/// histograms of those after the first [#CELLS_IN_FULL] cells are passed over.
///
/// Lines of one launch of a cell stand together; its other launches may be anywhere. A launch that
/// comes twice was measured twice, and which of the two the JSON has is not known: the curves of
/// its cell stay JMH's.
final class Histograms {
  private static final int TICKS_PER_HALF_DISTANCE = 3;

  /// Ours have some 10,000 characters, and could not have a million.
  private static final int LONGEST_LINE = 1_000_000;

  private static final int CELLS_IN_FULL = 200;

  private static final Pattern VARIES_IN_SCENARIO = Pattern.compile(";(?:strategy|backlog)=[^;]*");

  /// How far JMH's sample buffer, which keeps ten bits, may be from the histogram.
  private static final double TOLERANCE = 0.01;

  /// What a tag may not hold; the run writes `_` for it.
  private static final Pattern UNTAGGED = Pattern.compile("[,\\s]");

  private final Map<String, Map<String, NavigableMap<Double, Double>>> curves = new HashMap<>();
  private final Map<String, Histogram> current = new HashMap<>();

  /// By cell and metric, all launches so far, encoded: a histogram takes 200 kB, and there are
  /// hundreds.
  private final Map<String, Map<String, String>> sums = new HashMap<>();

  private final Set<Launch> launchesSeen = new HashSet<>();
  private final Set<String> cellsSeen = new HashSet<>();
  private final Set<String> measuredTwice = new HashSet<>();
  private final Set<String> scenariosInFull = new HashSet<>();
  private Launch currentLaunch = new Launch("", "");
  private boolean currentInFull;

  private record Launch(String cell, String number) {}

  private Histograms() {}

  /// The curves of the log; none when it is not there.
  ///
  /// @throws ResultsException if it is there and has a line that is no histogram
  static Histograms read(Path file) throws IOException {
    Histograms histograms = new Histograms();
    if (!Files.exists(file)) {
      return histograms;
    }
    new LineFile(file, LONGEST_LINE)
        .forEach(
            (number, line) -> {
              try {
                histograms.take(HistogramLine.of(line));
              } catch (DataFormatException e) {
                throw new ResultsException(
                    file, "line " + number + ": not a histogram: " + e.getMessage());
              }
            });
    try {
      histograms.finish();
    } catch (DataFormatException e) {
      throw new ResultsException(file, "not histograms: " + e.getMessage());
    }
    return histograms;
  }

  private void take(HistogramLine line) throws DataFormatException {
    if (line.metric().isEmpty()) {
      return;
    }
    Launch launch = new Launch(line.cell(), line.launch());
    if (!launch.equals(currentLaunch)) {
      finishLaunch();
      currentLaunch = launch;
      currentInFull = isInFull(line.cell());
    }
    if (!currentInFull) {
      return;
    }
    Histogram histogram = line.decoded();
    Histogram sum = current.putIfAbsent(line.metric(), histogram);
    if (sum != null) {
      sum.add(histogram);
    }
  }

  /// Whether a cell is of a scenario that began early enough; such a scenario is read to its end.
  private boolean isInFull(String cell) {
    String scenario = VARIES_IN_SCENARIO.matcher(cell).replaceAll("");
    if (cellsSeen.size() <= CELLS_IN_FULL) {
      scenariosInFull.add(scenario);
    }
    return scenariosInFull.contains(scenario);
  }

  private void finishLaunch() throws DataFormatException {
    String cell = currentLaunch.cell();
    cellsSeen.add(cell);
    if (!launchesSeen.add(currentLaunch)) {
      measuredTwice.add(cell);
    }
    Map<String, String> ofCell = sums.computeIfAbsent(cell, _ -> new HashMap<>());
    for (Map.Entry<String, Histogram> metric : current.entrySet()) {
      String before = ofCell.get(metric.getKey());
      if (before != null) {
        metric.getValue().add(EncodedHistogram.decoded(before));
      }
      ofCell.put(metric.getKey(), EncodedHistogram.encoded(metric.getValue()));
    }
    current.clear();
  }

  private void finish() throws DataFormatException {
    finishLaunch();
    sums.keySet().removeAll(measuredTwice);
    for (Map.Entry<String, Map<String, String>> cell : sums.entrySet()) {
      Map<String, NavigableMap<Double, Double>> ofCell = new HashMap<>();
      for (Map.Entry<String, String> metric : cell.getValue().entrySet()) {
        ofCell.put(metric.getKey(), curve(EncodedHistogram.decoded(metric.getValue())));
      }
      curves.put(cell.getKey(), ofCell);
    }
    sums.clear();
  }

  private static NavigableMap<Double, Double> curve(Histogram histogram) {
    NavigableMap<Double, Double> curve = new TreeMap<>();
    for (HistogramIterationValue value : histogram.percentiles(TICKS_PER_HALF_DISTANCE)) {
      curve.put(value.getPercentileLevelIteratedTo(), value.getValueIteratedTo() / 1e3);
    }
    return curve;
  }

  /// The cells, with the curves of the log where they agree with their percentiles.
  List<Cell> refine(List<Cell> cells) {
    if (curves.isEmpty()) {
      return cells;
    }
    List<Cell> refined = new ArrayList<>();
    cells.forEach(cell -> refined.add(refine(cell)));
    return refined;
  }

  private Cell refine(Cell cell) {
    Map<String, Metric> finer = new LinkedHashMap<>(cell.secondary());
    curves
        .getOrDefault(tag(cell), Collections.emptyMap())
        .forEach(
            (name, curve) ->
                finer.computeIfPresent(
                    name, (_, metric) -> agree(metric, curve) ? metric.withCurve(curve) : metric));
    return cell.withSecondary(finer);
  }

  private static boolean agree(Metric metric, NavigableMap<Double, Double> curve) {
    if (curve.isEmpty() || metric.microsPerUnit() != 1) {
      return false;
    }
    double max = curve.lastEntry().getValue();
    Map.Entry<Double, Double> median = curve.ceilingEntry(50.0);
    return Math.abs(max / metric.max() - 1) <= TOLERANCE
        && median != null
        && Math.abs(median.getValue() / metric.percentile(50) - 1) <= TOLERANCE;
  }

  private static String tag(Cell cell) {
    String name = cell.benchmark();
    StringBuilder tag =
        new StringBuilder(name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1));
    new TreeMap<>(cell.params()).forEach((k, v) -> tag.append(';').append(k).append('=').append(v));
    return UNTAGGED.matcher(tag).replaceAll("_");
  }
}
