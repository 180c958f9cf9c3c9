package acceptbench.profile;

import acceptbench.results.file.HistogramTag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.openjdk.jmh.infra.BenchmarkParams;

/// Appends full histograms to a file that HdrHistogram's own tools read. Values are in nanoseconds.
///
/// One line for each distribution of each iteration, with its [HistogramTag].
///
/// @param file empty: nothing is kept
record HistogramLog(Path file) {
  /// @param launch which of the cell's JVMs measured it, from 1
  /// @param iteration of that launch, from 0
  void append(
      BenchmarkParams benchmark, int launch, int iteration, Map<String, Histogram> distributions)
      throws IOException {
    if (file.toString().isEmpty()) return;
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    HistogramLogWriter writer =
        new HistogramLogWriter(new PrintStream(lines, false, StandardCharsets.UTF_8));
    if (!Files.exists(file)) {
      writer.outputComment("[acceptbench: nanoseconds]");
      writer.outputLogFormatVersion();
      writer.outputLegend();
    }
    String cell = CellTag.of(benchmark);
    distributions.forEach(
        (name, histogram) -> {
          histogram.setTag(
              new HistogramTag(cell, String.valueOf(iteration), String.valueOf(launch), name)
                  .text());
          writer.outputIntervalHistogram(0, 1, histogram, 1_000);
        });
    writer.close();
    Files.write(file, lines.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
