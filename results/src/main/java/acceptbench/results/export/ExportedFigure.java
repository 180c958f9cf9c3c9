package acceptbench.results.export;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Metric;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;

/// A figure that is exported, under a name that stays as it is. In all of them less is better.
enum ExportedFigure {
  CONNECT_P50("connect-p50", "connect:p0.50", true, "time to connect, median"),
  CONNECT_P99("connect-p99", "connect:p0.99", true, "time to connect, 99th percentile"),
  FIRST_BYTE_P50("first-byte-p50", "firstByte:p0.50", true, "time to the first byte, median"),
  FIRST_BYTE_P99(
      "first-byte-p99", "firstByte:p0.99", true, "time to the first byte, 99th percentile"),
  BACKLOG_NEEDED(
      "backlog-needed",
      "backlog.neededAtLeast",
      false,
      "smallest backlog without an overflow, or more"),
  OVERFLOWS("overflows", "ListenOverflows", false, "packets dropped at a full accept queue"),
  GHOSTS("ghosts", "ledger.ghost", false, "clients connected to nobody"),
  DRAIN("drain", "drain.nanosPerConnection", true, "time per connection to empty a full queue");

  private static final double NANOS_PER_MICRO = 1_000;
  private static final MathContext DIGITS = new MathContext(12);

  private final String label;
  private final String metric;
  private final boolean time;
  private final String meaning;

  ExportedFigure(String label, String metric, boolean time, String meaning) {
    this.label = label;
    this.metric = metric;
    this.time = time;
    this.meaning = meaning;
  }

  /// In lower case, words joined by hyphens: `connect-p99`.
  String label() {
    return label;
  }

  /// In one line.
  String meaning() {
    return meaning;
  }

  /// Whether it is a time, in nanoseconds, and not a count.
  boolean isTime() {
    return time;
  }

  /// One value for each launch that kept its schedule and measured it, smallest first: nanoseconds,
  /// or a count.
  double[] sorted(Cell cell) {
    return launches(cell).stream()
        .flatMap(Optional::stream)
        .mapToDouble(Double::doubleValue)
        .sorted()
        .toArray();
  }

  /// The same in the order of the launches, empty where there is no such value.
  List<Optional<Double>> launches(Cell cell) {
    Metric measured = cell.metric(metric);
    double factor = time ? nanosPerUnit(measured) : 1;
    return cell.keptLaunches(measured).stream()
        .map(
            value ->
                value.isNaN() ? Optional.<Double>empty() : Optional.of(rounded(value * factor)))
        .toList();
  }

  /// Without what binary numbers add: 3.2608 ms are 32608 us and no 32608.000000000004.
  private static double rounded(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
  }

  private static double nanosPerUnit(Metric metric) {
    double micros = metric.microsPerUnit();
    // The drain's own metric is a plain number, of nanoseconds.
    return Double.isNaN(micros) ? 1 : micros * NANOS_PER_MICRO;
  }
}
