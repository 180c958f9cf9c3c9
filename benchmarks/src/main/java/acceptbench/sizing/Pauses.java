package acceptbench.sizing;

import org.HdrHistogram.Histogram;

/// Pauses that were measured.
///
/// @param count how many
/// @param median in nanoseconds, to three digits as the percentile
/// @param percentile99 in nanoseconds
/// @param longest in nanoseconds, to the precision of the file
public record Pauses(long count, long median, long percentile99, long longest) {
  static Pauses of(Histogram nanos, long longest) {
    return new Pauses(
        nanos.getTotalCount(),
        Math.min(longest, nanos.getValueAtPercentile(50)),
        Math.min(longest, nanos.getValueAtPercentile(99)),
        longest);
  }
}
