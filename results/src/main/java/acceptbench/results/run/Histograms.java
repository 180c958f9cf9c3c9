package acceptbench.results.run;

import acceptbench.results.file.LineFile;
import acceptbench.results.file.ResultsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.jspecify.annotations.Nullable;

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

  /// Our lines have some 10,000 characters, and never a million.
  private static final int LONGEST_LINE = 1_000_000;

  private static final int CELLS_IN_FULL = 200;

  private static final Pattern VARIES_IN_SCENARIO = Pattern.compile(";(?:strategy|backlog)=[^;]*");

  /// How far JMH's sample buffer, which keeps ten bits, may be from the histogram.
  private static final double TOLERANCE = 0.01;

  /// Those that JMH lists.
  private static final double[] PERCENTS = {0, 50, 90, 95, 99, 99.9, 99.99, 99.999, 99.9999, 100};

  private final Map<String, Map<String, Curves>> curves = new HashMap<>();
  private final Map<String, Histogram> current = new HashMap<>();

  /// By cell and metric, all launches so far, encoded: a histogram takes 200 kB, and there are
  /// hundreds.
  private final Map<String, Map<String, String>> sums = new HashMap<>();

  private final Set<Launch> launchesSeen = new HashSet<>();
  private final Set<String> cellsSeen = new HashSet<>();
  private final Set<String> measuredTwice = new HashSet<>();
  private final Set<String> scenariosInFull = new HashSet<>();
  private final Predicate<Launch> wanted;
  private Launch currentLaunch = new Launch("", "");
  private boolean currentWanted;

  /// A launch of a cell, as the tags name both.
  record Launch(String cell, String number) {}

  /// What the histograms of some launches tell of a distribution, in microseconds.
  ///
  /// @param percentiles at the percentages that JMH lists
  /// @param curve at many more
  record Curves(
      double mean, NavigableMap<Double, Double> percentiles, NavigableMap<Double, Double> curve) {
    static Curves of(Histogram nanos) {
      NavigableMap<Double, Double> percentiles = new TreeMap<>();
      NavigableMap<Double, Double> curve = new TreeMap<>();
      if (nanos.getTotalCount() == 0) return new Curves(Double.NaN, percentiles, curve);
      for (double percent : PERCENTS)
        percentiles.put(
            percent, nanos.medianEquivalentValue(nanos.getValueAtPercentile(percent)) / 1e3);
      for (HistogramIterationValue value : nanos.percentiles(TICKS_PER_HALF_DISTANCE))
        curve.put(value.getPercentileLevelIteratedTo(), value.getValueIteratedTo() / 1e3);
      return new Curves(nanos.getMean() / 1e3, percentiles, curve);
    }

    /// Whether a metric was made from the same values.
    boolean agreeWith(Metric metric) {
      if (curve.isEmpty() || metric.microsPerUnit() != 1) {
        return false;
      }
      double max = curve.lastEntry().getValue();
      Map.Entry<Double, Double> median = curve.ceilingEntry(50.0);
      return Math.abs(max / metric.max() - 1) <= TOLERANCE
          && median != null
          && Math.abs(median.getValue() / metric.percentile(50) - 1) <= TOLERANCE;
    }
  }

  private Histograms(@Nullable Predicate<Launch> wanted) {
    this.wanted = wanted == null ? launch -> isInFull(launch.cell()) : wanted;
  }

  /// The curves of the log; none when it is not there.
  ///
  /// @throws ResultsException if it is there and has a line that is no histogram
  static Histograms read(Path file) throws IOException {
    return read(file, new Histograms(null));
  }

  /// The same of some launches alone.
  ///
  /// @throws ResultsException as [#read(Path)]
  static Histograms read(Path file, Predicate<Launch> wanted) throws IOException {
    return read(file, new Histograms(wanted));
  }

  private static Histograms read(Path file, Histograms histograms) throws IOException {
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
      currentWanted = wanted.test(launch);
    }
    if (!currentWanted) {
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
      Map<String, Curves> ofCell = new HashMap<>();
      for (Map.Entry<String, String> metric : cell.getValue().entrySet()) {
        ofCell.put(metric.getKey(), Curves.of(EncodedHistogram.decoded(metric.getValue())));
      }
      curves.put(cell.getKey(), ofCell);
    }
    sums.clear();
  }

  /// What is there of a cell, by metric.
  Map<String, Curves> of(Cell cell) {
    return curves.getOrDefault(cell.tag(), Map.of());
  }

  /// The launches of a cell that are there, in their order; none where one was measured twice, or
  /// has no number.
  List<Launch> launches(String cell) {
    List<Launch> launches =
        launchesSeen.stream().filter(launch -> launch.cell().equals(cell)).toList();
    boolean numbered = launches.stream().allMatch(one -> one.number().matches("\\d{1,9}"));
    if (measuredTwice.contains(cell) || !numbered) return List.of();
    return launches.stream()
        .sorted(Comparator.comparingInt(one -> Integer.parseInt(one.number())))
        .toList();
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
    of(cell)
        .forEach(
            (name, found) ->
                finer.computeIfPresent(
                    name,
                    (_, metric) ->
                        found.agreeWith(metric) ? metric.withCurve(found.curve()) : metric));
    return cell.withSecondary(finer);
  }
}
