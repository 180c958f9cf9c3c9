package acceptbench.run;

import acceptbench.results.text.Figures;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/// The lines a run prints: one for each launch.
///
/// @param total the launches of the run
/// @param rounds how many rounds there are; where it is one, nothing is said of it
/// @param labelWidth the longest label's length, so that the figures stand below each other
record Progress(int total, int rounds, int labelWidth) {
  /// `[ 7/100] round 1/5  burst nio-selector backlog=128  connect p50 31 µs p99 1.04 s  first byte
  /// p99 1.2 s  overflows 1,871  ETA 2m10s`.
  ///
  /// @param number how many are done with this one
  String measured(int number, int round, String label, RunResult result, Duration left) {
    return head(number, round, label) + "  " + figures(result) + "  ETA " + time(left);
  }

  /// `connect p50 31 µs p99 1.04 s  first byte p99 1.2 s  overflows 1,871`.
  static String figures(RunResult result) {
    @SuppressWarnings("rawtypes") // JMH's own type
    Map<String, Result> secondary = result.getSecondaryResults();
    Result<?> connect = secondary.getOrDefault("connect", result.getPrimaryResult());
    Result<?> firstByte = secondary.get("firstByte");
    StringBuilder line = new StringBuilder();
    line.append("connect p50 ").append(pad(percentile(connect, 50)));
    line.append(" p99 ").append(pad(percentile(connect, 99)));
    if (firstByte != null) line.append("  first byte p99 ").append(pad(percentile(firstByte, 99)));
    Result<?> overflows = secondary.get("ListenOverflows");
    if (overflows != null) {
      line.append("  overflows ").append("%7s".formatted(count(overflows.getScore())));
    }
    return line.toString();
  }

  String failed(int number, int round, String label, String reason, Duration left) {
    return head(number, round, label) + "  FAILED: " + reason + "  ETA " + time(left);
  }

  /// How long the rest will take if it goes on like what has been done.
  static Duration left(Duration spent, int done, int remaining) {
    return done == 0 ? Duration.ZERO : spent.dividedBy(done).multipliedBy(remaining);
  }

  private String head(int number, int round, String label) {
    int width = Integer.toString(total).length();
    String which = rounds == 1 ? "" : "round " + round + "/" + rounds + "  ";
    return ("[%" + width + "d/%d] %s%-" + labelWidth + "s").formatted(number, total, which, label);
  }

  private static String percentile(Result<?> result, double percent) {
    Statistics statistics = result.getStatistics();
    return latency(statistics.getPercentile(percent), result.getScoreUnit());
  }

  /// A time with its unit, to three digits; a dash for what was not measured.
  ///
  /// @param unit as JMH has it, `us/op` or `ms/op`
  static String latency(double value, String unit) {
    double micros =
        switch (unit) {
          case "ns/op" -> value / 1e3;
          case "us/op" -> value;
          case "ms/op" -> value * 1e3;
          case "s/op" -> value * 1e6;
          default -> Double.NaN;
        };
    return Double.isNaN(micros) ? "–" : Figures.micros(micros);
  }

  private static String count(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%,.0f", value);
  }

  /// `45s`, `2m10s`, `1h05m`.
  static String time(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) return seconds + "s";
    if (seconds < 3600) return "%dm%02ds".formatted(seconds / 60, seconds % 60);
    return "%dh%02dm".formatted(seconds / 3600, seconds / 60 % 60);
  }

  private static String pad(String text) {
    return "%7s".formatted(text);
  }
}
