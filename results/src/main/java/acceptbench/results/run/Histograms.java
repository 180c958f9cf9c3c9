package acceptbench.results.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.HistogramLogReader;
import org.jspecify.annotations.Nullable;

/// Reads `histograms.hlog`, the full distributions of a run, for curves finer than JMH's ten
/// percentiles. A line's tag is the cell (`BurstBenchmark.burst;backlog=16;…`), the iteration and
/// the metric; values are nanoseconds.
///
/// Lines of a cell stand together. A cell that comes twice was measured twice, and which of the two
/// the JSON has is not known: its curves stay JMH's.
final class Histograms {
  private static final int TICKS_PER_HALF_DISTANCE = 3;

  /// How far JMH's sample buffer, which keeps ten bits, may be from the histogram.
  private static final double TOLERANCE = 0.01;

  private final Map<String, NavigableMap<Double, Double>> curves = new HashMap<>();
  private final Map<String, Histogram> current = new HashMap<>();
  private final Set<String> cellsSeen = new HashSet<>();
  private String currentCell = "";

  private Histograms() {}

  /// The cells, with the curves of the log where it is there and agrees with their percentiles.
  static List<Cell> refine(List<Cell> cells, Path file) throws IOException {
    if (!Files.exists(file)) {
      return cells;
    }
    ReadableFile.check(file);
    Histograms histograms = new Histograms();
    try (HistogramLogReader reader = new HistogramLogReader(WholeLines.of(file))) {
      for (EncodableHistogram h = next(reader); h != null; h = next(reader)) {
        histograms.take(h);
      }
    } catch (RuntimeException e) {
      throw new ResultsException(file, "not a histogram log: " + e.getMessage());
    }
    histograms.finishCell();
    List<Cell> refined = new ArrayList<>();
    cells.forEach(cell -> refined.add(histograms.refine(cell)));
    return refined;
  }

  private static @Nullable EncodableHistogram next(HistogramLogReader reader) {
    return reader.nextIntervalHistogram();
  }

  private void take(EncodableHistogram read) {
    String tag = read.getTag() == null ? "" : read.getTag();
    int iteration = tag.lastIndexOf(";iteration=");
    int metric = tag.lastIndexOf(';');
    if (iteration < 0 || metric <= iteration || !(read instanceof Histogram histogram)) {
      return;
    }
    String cell = tag.substring(0, iteration);
    if (!cell.equals(currentCell)) {
      finishCell();
      currentCell = cell;
    }
    current.computeIfAbsent(tag.substring(metric + 1), _ -> new Histogram(3)).add(histogram);
  }

  private void finishCell() {
    boolean first = cellsSeen.add(currentCell);
    current.forEach(
        (metric, histogram) -> {
          String key = currentCell + ";" + metric;
          if (first) {
            curves.put(key, curve(histogram));
          } else {
            curves.remove(key);
          }
        });
    current.clear();
  }

  private static NavigableMap<Double, Double> curve(Histogram histogram) {
    NavigableMap<Double, Double> curve = new TreeMap<>();
    for (HistogramIterationValue value : histogram.percentiles(TICKS_PER_HALF_DISTANCE)) {
      curve.put(value.getPercentileLevelIteratedTo(), value.getValueIteratedTo() / 1e3);
    }
    return curve;
  }

  private Cell refine(Cell cell) {
    Map<String, Metric> secondary = new LinkedHashMap<>(cell.secondary());
    secondary.replaceAll(
        (name, metric) -> {
          NavigableMap<Double, Double> curve = curves.get(tag(cell) + ";" + name);
          return curve == null || !agree(metric, curve) ? metric : metric.withCurve(curve);
        });
    return new Cell(
        cell.benchmark(),
        cell.mode(),
        cell.params(),
        cell.primary(),
        secondary,
        cell.harness(),
        cell.depth());
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

  /// As the run writes it: a tag may hold neither commas nor white space.
  private static String tag(Cell cell) {
    String name = cell.benchmark();
    StringBuilder tag =
        new StringBuilder(name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1));
    new TreeMap<>(cell.params())
        .forEach((key, value) -> tag.append((";" + key + "=" + value).replaceAll("[,\\s]", "_")));
    return tag.toString();
  }
}
