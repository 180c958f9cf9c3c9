package acceptbench.results.run;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.HdrHistogram.Histogram;

/// A histogram as HdrHistogram writes it (V2, compressed, in base 64). Its header says how large an
/// object it needs. That is checked before there is one, as a few bytes can ask for gigabytes.
public final class EncodedHistogram {
  /// Counts of the largest histogram that is taken: 2 MiB. Ours, of 3 digits up to a minute, have
  /// 27,000; an hour takes 34,000.
  private static final long MOST_COUNTS = 1 << 18;

  // As in HdrHistogram's AbstractHistogram: cookies without the size of their words, and the
  // header.
  private static final int WORD_SIZE_BITS = 0xf0;
  private static final int COMPRESSED_COOKIE = 0x1c849304;
  private static final int COOKIE = 0x1c849303;
  private static final int HEADER_BYTES = 40;
  private static final int MOST_DIGITS = 5;

  private EncodedHistogram() {}

  /// The text of a histogram, which [#decoded] reads.
  static String encoded(Histogram histogram) {
    ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(bytes);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
  }

  /// The histogram.
  ///
  /// @throws DataFormatException if it is none, or larger than any of a run
  public static Histogram decoded(String base64) throws DataFormatException {
    try {
      byte[] compressed = Base64.getDecoder().decode(base64);
      check(header(compressed));
      Histogram histogram =
          Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(compressed), 0);
      if (histogram.getTotalCount() < 0) throw new DataFormatException("counts that overflow");
      histogram.setAutoResize(true);
      return histogram;
    } catch (RuntimeException e) { // whatever the decoder stumbles over in bytes not its own
      DataFormatException wrong = new DataFormatException(String.valueOf(e.getMessage()));
      wrong.initCause(e);
      throw wrong;
    }
  }

  private static ByteBuffer header(byte[] compressed) throws DataFormatException {
    ByteBuffer start = ByteBuffer.wrap(compressed);
    if (start.remaining() < 2 * Integer.BYTES
        || (start.getInt() & ~WORD_SIZE_BITS) != COMPRESSED_COOKIE) {
      throw new DataFormatException("it does not begin as one of version 2");
    }
    int length = start.getInt();
    if (length < 0 || length > start.remaining()) throw new DataFormatException("it is cut off");
    byte[] header = new byte[HEADER_BYTES];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(compressed, start.position(), length);
      if (inflater.inflate(header) < HEADER_BYTES) throw new DataFormatException("no header");
      return ByteBuffer.wrap(header);
    } finally {
      inflater.end();
    }
  }

  private static void check(ByteBuffer header) throws DataFormatException {
    if ((header.getInt() & ~WORD_SIZE_BITS) != COOKIE) {
      throw new DataFormatException("its header is not of version 2");
    }
    header.getInt(); // the payload's length: the decoder reads no more than its counts need
    int normalizing = header.getInt();
    int digits = header.getInt();
    long lowest = header.getLong();
    long highest = header.getLong();
    double ratio = header.getDouble();
    if (normalizing != 0 || ratio != 1) throw new DataFormatException("values that are shifted");
    boolean inRange = digits >= 0 && digits <= MOST_DIGITS && lowest >= 1 && highest / 2 >= lowest;
    if (!inRange) throw new DataFormatException("digits or range that make no histogram");
    if (counts(digits, lowest, highest) > MOST_COUNTS) {
      throw new DataFormatException("larger than any of a run");
    }
  }

  /// How many counts a histogram has, or somewhat more: half a sub-bucket array for each doubling
  /// of its range (`AbstractHistogram.determineArrayLengthNeeded`).
  private static long counts(int digits, long lowest, long highest) {
    long subBuckets = Long.highestOneBit(2 * Math.powExact(10L, digits)) * 2;
    int doublings = Long.SIZE - Long.numberOfLeadingZeros(highest / lowest);
    return (doublings + 3) * (subBuckets / 2);
  }
}
