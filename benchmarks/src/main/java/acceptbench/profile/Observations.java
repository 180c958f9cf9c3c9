package acceptbench.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// What one iteration of a benchmark observed besides its score.
///
/// Every iteration of a cell has to observe the same names: JMH fills a missing one with 0. What
/// could not be measured is NaN.
public final class Observations {
  private final Map<String, Double> counts = new LinkedHashMap<>();
  private final Map<String, Double> micros = new LinkedHashMap<>();
  private final Map<String, Double> millis = new LinkedHashMap<>();
  private final Map<String, Double> nanos = new LinkedHashMap<>();
  private Depths depths = new Depths(new long[0], new int[0]);
  private final List<Depths> listeners = new ArrayList<>();
  private final Map<String, Histogram> distributions = new LinkedHashMap<>();
  private Iterable<ConnectionRow> connections = List.of();

  /// A count or a level that may not have been measured: NaN.
  public Observations count(String name, double value) {
    counts.put(name, value);
    return this;
  }

  /// An exact count over the iteration, or a level in it.
  public Observations count(String name, long value) {
    return count(name, (double) value);
  }

  /// A duration in microseconds.
  public Observations micros(String name, double value) {
    micros.put(name, value);
    return this;
  }

  /// A duration in milliseconds.
  public Observations millis(String name, double value) {
    millis.put(name, value);
    return this;
  }

  /// A duration in nanoseconds.
  public Observations nanos(String name, double value) {
    nanos.put(name, value);
    return this;
  }

  /// A distribution of durations; the histogram holds nanoseconds, and has to stay as it is until
  /// the next iteration.
  public Observations distribution(String name, Histogram nanos) {
    distributions.put(name, nanos);
    return this;
  }

  /// How deep the deepest accept queue was, look by look.
  ///
  /// @param atNanos when each look was taken, after the load's start
  public Observations depths(long[] atNanos, int[] levels) {
    depths = new Depths(atNanos, levels);
    return this;
  }

  /// How deep the accept queue of one more listener was, change by change.
  ///
  /// @param atNanos when it changed, after the load's start
  /// @param levels to what
  public Observations listener(long[] atNanos, int[] levels) {
    listeners.add(new Depths(atNanos, levels));
    return this;
  }

  /// Each connection by itself, in the order of their starts.
  ///
  /// @param rows gone through once, before the next iteration
  public Observations connections(Iterable<ConnectionRow> rows) {
    connections = rows;
    return this;
  }

  Iterable<ConnectionRow> connections() {
    return connections;
  }

  Map<String, Double> counts() {
    return Collections.unmodifiableMap(counts);
  }

  Map<String, Double> micros() {
    return Collections.unmodifiableMap(micros);
  }

  Map<String, Double> millis() {
    return Collections.unmodifiableMap(millis);
  }

  Map<String, Double> nanos() {
    return Collections.unmodifiableMap(nanos);
  }

  Map<String, Histogram> distributions() {
    return Collections.unmodifiableMap(distributions);
  }

  Depths depths() {
    return depths;
  }

  /// Of each listener, in their order, where that is known.
  List<Depths> listeners() {
    return Collections.unmodifiableList(listeners);
  }

  /// Depths and when they were so, index by index.
  @SuppressWarnings("ArrayRecordComponent")
  record Depths(long[] atNanos, int[] levels) {}
}
