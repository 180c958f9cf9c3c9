package acceptbench.results.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// One metric of a cell, as JMH's JSON has it.
///
/// @param score what JMH reports: the mean over iterations, or over samples
/// @param error half the width of JMH's 99.9 % confidence interval; NaN when there are too few
///     iterations for one
/// @param percentiles from percent (0 to 100) to value, where the metric is a distribution; none
///     where it counts
/// @param unit JMH's unit, such as `us/op` or `#`
/// @param iterations the score of every iteration, `[fork][iteration]`
/// @param curve as percentiles, but as many as are known: those of the full histogram where the run
///     kept one, else the same
public record Metric(
    double score,
    double error,
    NavigableMap<Double, Double> percentiles,
    String unit,
    List<List<Double>> iterations,
    NavigableMap<Double, Double> curve) {
  /// What stands for a metric that a cell does not have.
  public static final Metric NOT_MEASURED =
      new Metric(Double.NaN, Double.NaN, new TreeMap<>(), "", List.of(), new TreeMap<>());

  public Metric {
    boolean noFiner = curve.equals(percentiles);
    percentiles = Collections.unmodifiableNavigableMap(new TreeMap<>(percentiles));
    curve = noFiner ? percentiles : Collections.unmodifiableNavigableMap(new TreeMap<>(curve));
    iterations = iterations.stream().map(List::copyOf).toList();
  }

  /// Whether a metric of that name is one of those that JMH derives for each iteration from a
  /// sampled one, such as `connect:p0.99` from `connect`.
  public static boolean isDerived(String name) {
    return name.contains(":p");
  }

  /// Whether it is the distribution of a time over single operations.
  ///
  /// @param name the metric's own
  public boolean isDistribution(String name) {
    return !isDerived(name) && unit.endsWith(PER_OPERATION) && !Double.isNaN(microsPerUnit());
  }

  /// A metric's name as JMH 1.37 writes it: until then names of profilers' metrics, and of what is
  /// derived from sampled ones, had a dot in front (`·gc.alloc.rate`, `name:·p0.99`).
  public static String nameSinceJmh137(String name) {
    return name.replace("·", "");
  }

  /// The same with a finer curve.
  Metric withCurve(NavigableMap<Double, Double> finer) {
    return new Metric(score, error, percentiles, unit, iterations, finer);
  }

  /// The same of some launches: the iterations of the others are NaN, and a score that was the mean
  /// of all iterations is the mean of theirs. It has no percentiles: those come from histograms
  /// only.
  ///
  /// @param launches by their places, from 0
  Metric of(IntPredicate launches) {
    if (iterations.isEmpty()) return this;
    List<List<Double>> some = new ArrayList<>();
    for (int i = 0; i < iterations.size(); i++)
      some.add(
          launches.test(i)
              ? iterations.get(i)
              : Collections.nCopies(iterations.get(i).size(), Double.NaN));
    double mean = mean(IntStream.range(0, iterations.size()).filter(launches));
    double all = mean(IntStream.range(0, iterations.size()));
    boolean isMean = Double.isNaN(score) || Math.abs(score - all) <= 1e-9 * Math.abs(score);
    return new Metric(
        isMean ? mean : score, Double.NaN, new TreeMap<>(), unit, some, new TreeMap<>());
  }

  private double mean(IntStream launches) {
    return launches
        .mapToObj(iterations::get)
        .flatMap(List::stream)
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NaN);
  }

  /// The same with what a histogram tells.
  Metric with(Histograms.Curves curves) {
    return new Metric(
        curves.mean(), Double.NaN, curves.percentiles(), unit, iterations, curves.curve());
  }

  public boolean isMeasured() {
    return !Double.isNaN(score);
  }

  /// The value at a percentile that JMH lists (0, 50, 90, 95, 99, 99.9, … 100); NaN where it is not
  /// listed.
  public double percentile(double percent) {
    return percentiles.getOrDefault(percent, Double.NaN);
  }

  public double max() {
    return percentile(100);
  }

  /// All iterations of all forks that were measured, in order.
  public double[] measuredIterations() {
    return iterations.stream()
        .flatMap(List::stream)
        .mapToDouble(Double::doubleValue)
        .filter(value -> !Double.isNaN(value))
        .toArray();
  }

  /// One value for each fork (JVM launch): the median of its iterations, which share a JVM and the
  /// state of the machine and are no values of their own; NaN where none of them was measured.
  ///
  /// If their number is even it is the higher of the two in the middle: one of them may have had a
  /// retry, and the mean of both would be a value that nobody saw.
  public List<Double> launches() {
    return iterations.stream().map(Metric::median).toList();
  }

  private static double median(List<Double> iterations) {
    List<Double> sorted =
        iterations.stream().filter(value -> !Double.isNaN(value)).sorted().toList();
    return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
  }

  /// How many of the unit make a microsecond's worth: 1 for `us/op`, 0.001 for `ns/op`; NaN for a
  /// unit that is no time.
  public double microsPerUnit() {
    String time =
        unit.endsWith(PER_OPERATION)
            ? unit.substring(0, unit.length() - PER_OPERATION.length())
            : unit;
    return MICROS.getOrDefault(time, Double.NaN);
  }

  private static final String PER_OPERATION = "/op";

  private static final Map<String, Double> MICROS =
      Map.of(
          "ns", 1e-3, "us", 1.0, "µs", 1.0, "ms", 1e3, "s", 1e6, "sec", 1e6, "m", 6e7, "min", 6e7,
          "hr", 3.6e9, "day", 8.64e10);
}
