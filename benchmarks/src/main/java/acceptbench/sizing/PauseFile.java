package acceptbench.sizing;

import acceptbench.results.file.LineFile;
import acceptbench.results.file.ResultsException;
import acceptbench.results.run.EncodedHistogram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/// Reads pauses from a file: the output of a JVM's `-Xlog:safepoint`, or an HdrHistogram log as
/// jHiccup writes it, of nanoseconds and with its greatest value in milliseconds beside. Histograms
/// with a tag are of something else, latencies say, and are passed over.
///
/// The file may be of any size: its lines are read one at a time. In a JVM's log other lines may
/// stand between, since one log may have more than safepoints. A last line without its end is
/// passed over: the program may still be writing it.
public final class PauseFile {
  /// jHiccup's have some thousand characters, and could not have a million.
  private static final int LONGEST_LINE = 1_000_000;

  private static final int DIGITS = 3;
  private static final double NANOS_PER_MILLI = 1e6;

  private static final String KINDS =
      "the output of a JVM's -Xlog:safepoint, or an HdrHistogram log as jHiccup writes it";

  private static final Pattern INTERVAL =
      Pattern.compile("[\\d.]{1,20},[\\d.]{1,20},([\\d.]{1,20}),([A-Za-z0-9+/=]+)");

  private final Path file;
  private final Histogram nanos = new Histogram(DIGITS);
  private long longest;

  private PauseFile(Path file) {
    this.file = file;
  }

  /// Reads all of a file.
  ///
  /// @throws ResultsException naming the file, the line and what is wrong, where there is no pause
  ///     in it, or a histogram that can't be read
  public static Pauses read(Path file) throws IOException {
    PauseFile reader = new PauseFile(file);
    new LineFile(file, LONGEST_LINE).forEach(reader::take);
    if (reader.nanos.getTotalCount() == 0)
      throw new ResultsException(file, "there is no pause in it; it has to be " + KINDS);
    return Pauses.of(reader.nanos, reader.longest);
  }

  private void take(int number, String line) throws ResultsException {
    OptionalLong safepoint = SafepointLine.nanos(line);
    if (safepoint.isPresent()) {
      nanos.recordValue(safepoint.getAsLong());
      longest = Math.max(longest, safepoint.getAsLong());
      return;
    }
    Matcher interval = INTERVAL.matcher(line);
    if (!interval.matches()) return;
    try {
      add(EncodedHistogram.decoded(interval.group(2)), interval.group(1));
    } catch (DataFormatException e) {
      throw new ResultsException(file, "line " + number + ": not a histogram: " + e.getMessage());
    } catch (NumberFormatException e) {
      throw new ResultsException(
          file, "line " + number + ": '" + interval.group(1) + "' is no number");
    }
  }

  /// HdrHistogram does not say what its values are. jHiccup's are nanoseconds, and its column of
  /// maxima is in milliseconds.
  private void add(Histogram interval, String maxMillis) throws DataFormatException {
    if (interval.getTotalCount() == 0) return;
    double told = Double.parseDouble(maxMillis) * NANOS_PER_MILLI;
    double most = (double) interval.getMaxValue();
    // The column has three decimals, the histogram a digit or more.
    if (Math.abs(told - most) > 1_000 + most / 5)
      throw new DataFormatException(
          "its greatest value is %d, and the third column says %s: not nanoseconds and milliseconds, as jHiccup has them"
              .formatted(interval.getMaxValue(), maxMillis));
    try {
      nanos.add(interval);
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new DataFormatException("values out of range");
    }
    longest = Math.max(longest, interval.getMaxValue());
  }
}
