import java.io.File;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/// Prints percentiles of a metric's histograms, one line for each iteration, in the log's unit.
///
/// `java -cp benchmarks.jar Percentiles.java histograms.hlog METRIC PERCENTILE…`
class Percentiles {
  public static void main(String[] args) throws Exception {
    try (HistogramLogReader log = new HistogramLogReader(new File(args[0]))) {
      while (log.nextIntervalHistogram() instanceof Histogram histogram) {
        if (!histogram.getTag().endsWith(args[1])) continue;
        StringBuilder line = new StringBuilder();
        for (int i = 2; i < args.length; i++)
          line.append(histogram.getValueAtPercentile(Double.parseDouble(args[i]))).append(' ');
        System.out.println(line.toString().strip());
      }
    }
  }
}
