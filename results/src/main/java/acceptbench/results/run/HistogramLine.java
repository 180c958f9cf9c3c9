package acceptbench.results.run;

import acceptbench.results.file.HistogramTag;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/// A line of HdrHistogram's log, version 1.3: `Tag=…,start,length,max,histogram`, where the last is
/// compressed and in base 64. HistogramLogReader reads the same, at ten times the cost: its scanner
/// matches regular expressions.
///
/// @param cell the part of the tag before the iteration, such as
///     `BurstBenchmark.burst;backlog=16;strategy=epoll`
/// @param launch which of the cell's JVMs, `1` where the tag doesn't say
/// @param metric the part after them, such as `connect`
/// @param encoded the histogram in base 64
record HistogramLine(String cell, String launch, String metric, String encoded) {
  private static final String TAG = "Tag=";

  /// What a line of another kind reads as: a comment, the legend, a histogram without a tag.
  static final HistogramLine NONE = new HistogramLine("", "", "", "");

  static HistogramLine of(String line) {
    int tagEnd = line.indexOf(',');
    if (!line.startsWith(TAG) || tagEnd < 0) return NONE;
    String encoded = line.substring(line.lastIndexOf(',') + 1);
    return HistogramTag.parse(line.substring(TAG.length(), tagEnd))
        .map(
            tag ->
                new HistogramLine(
                    tag.cell(), tag.launch().isEmpty() ? "1" : tag.launch(), tag.metric(), encoded))
        .orElse(NONE);
  }

  /// The line's histogram, in nanoseconds.
  ///
  /// @throws DataFormatException if it is not one
  Histogram decoded() throws DataFormatException {
    return EncodedHistogram.decoded(encoded);
  }
}
