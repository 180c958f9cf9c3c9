package acceptbench.results.limit;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Metric;
import java.util.Map;
import java.util.TreeMap;

/// A figure of a cell that can be limited: `score`, a metric, or of a distribution a percentile,
/// the mean or the largest value, over all iterations of all launches.
///
/// @param name as it is written, `connect.p99`
/// @param metric `connect`; `score` is the benchmark's own
/// @param percent which percentile; NaN where it is the metric's score
record LimitedFigure(String name, String metric, MetricKind kind, double percent) {
  private static final String SCORE = "score";

  /// As JMH lists them.
  private static final Map<String, Double> PERCENTS =
      new TreeMap<>(
          Map.of(
              "p50", 50.0, "p90", 90.0, "p95", 95.0, "p99", 99.0, "p99.9", 99.9, "p99.99", 99.99,
              "max", 100.0));

  private static final String MEAN = "mean";

  private static final Map<String, Double> MICROS =
      Map.of("ns", 1e-3, "us", 1.0, "µs", 1.0, "ms", 1e3, "s", 1e6);

  /// The figure of a name.
  ///
  /// @throws IllegalArgumentException in one line, where there is none
  static LimitedFigure named(String name) {
    if (name.equals(SCORE)) return new LimitedFigure(name, name, MetricKind.TIME, Double.NaN);
    MetricKind whole = MetricKind.of(name);
    if (whole == MetricKind.DISTRIBUTION)
      throw new IllegalArgumentException(
          "%s is a distribution: say of it %s".formatted(name, rest(name)));
    if (whole != MetricKind.UNKNOWN) return new LimitedFigure(name, name, whole, Double.NaN);
    for (String metric : MetricKind.distributions()) {
      if (!name.startsWith(metric + ".")) continue;
      String part = name.substring(metric.length() + 1);
      if (part.equals(MEAN)) return new LimitedFigure(name, metric, MetricKind.TIME, Double.NaN);
      Double percent = PERCENTS.get(part);
      if (percent != null) return new LimitedFigure(name, metric, MetricKind.TIME, percent);
      throw new IllegalArgumentException("unknown %s; there are %s".formatted(name, rest(metric)));
    }
    throw new IllegalArgumentException(
        "unknown figure '%s'; there are score, %s, and of %s a percentile as .p99"
            .formatted(
                name,
                String.join(", ", MetricKind.scalars()),
                String.join(", ", MetricKind.distributions())));
  }

  private static String rest(String metric) {
    return metric + "." + String.join(", .", PERCENTS.keySet()) + " or ." + MEAN;
  }

  boolean isTime() {
    return kind == MetricKind.TIME;
  }

  /// How much a unit is: of times in microseconds, of counts 1.
  ///
  /// @throws IllegalArgumentException in one line, where it is not a unit of this figure
  double unit(String written) {
    if (!isTime()) {
      if (written.isEmpty()) return 1;
      throw new IllegalArgumentException(
          "%s is a count, and has no unit '%s'".formatted(name, written));
    }
    Double micros = MICROS.get(written);
    if (micros != null) return micros;
    throw new IllegalArgumentException(
        "%s is a time: give its bound in ns, us, ms or s%s"
            .formatted(name, written.isEmpty() ? "" : ", not in '" + written + "'"));
  }

  /// What a cell has of it, in microseconds where it is a time; NaN where it was not measured.
  double of(Cell cell) {
    Metric found = metric.equals(SCORE) ? cell.primary() : cell.metric(metric);
    double value = Double.isNaN(percent) ? found.score() : found.percentile(percent);
    return isTime() ? value * found.microsPerUnit() : value;
  }
}
