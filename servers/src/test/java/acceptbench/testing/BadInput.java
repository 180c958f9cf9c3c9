package acceptbench.testing;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Thousands of inputs that are nearly right, the same ones in every run: recordings that were cut,
/// flipped, doubled, mixed, or have other numbers in them, and now and then plain noise.
public final class BadInput {
  /// How many a parser is fed with.
  public static final int CASES = 20_000;

  /// What a parser may allocate for one of them, which have some kilobytes. A histogram's counts
  /// take most: 2 MiB, and several of them.
  public static final long MOST_BYTES = 64_000_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int MOST_CHANGES = 4;
  private static final int LONGEST_NOISE = 200;
  private static final String[] NUMBERS = {
    "",
    "-",
    "-1",
    "0",
    "1e999",
    "-0.0",
    "NaN",
    "2147483648",
    "-9223372036854775809",
    "9".repeat(400)
  };

  private final Random random;
  private final byte[][] recordings;

  private BadInput(long seed, byte[]... recordings) {
    this.random = new Random(seed);
    this.recordings = recordings;
  }

  /// What is to stand bad input.
  public interface Parser {
    void parse(byte[] input) throws Exception;
  }

  /// Feeds a parser with [#CASES] inputs.
  ///
  /// @param documented what the parser may throw
  /// @param recordings valid input
  /// @throws AssertionError where it throws anything else, allocates more than [#MOST_BYTES], or
  ///     refuses all or nothing, in which case the input is no test
  public static void feed(
      Parser parser, Class<? extends Exception> documented, byte[]... recordings) {
    feed(CASES, parser, documented, recordings);
  }

  /// The same with another number of inputs.
  public static void feed(
      int cases, Parser parser, Class<? extends Exception> documented, byte[]... recordings) {
    int refused = 0;
    for (int seed = 0; seed < cases; seed++) {
      byte[] input = new BadInput(seed, recordings).next();
      long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
      try {
        parser.parse(input);
      } catch (Exception | StackOverflowError | OutOfMemoryError e) {
        if (!documented.isInstance(e))
          throw new AssertionError("input " + seed + ": " + readable(input), e);
        refused++;
      } catch (AssertionError e) {
        throw new AssertionError("input " + seed + ": " + readable(input), e);
      }
      long allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
      if (allocated > MOST_BYTES)
        throw new AssertionError(
            "input " + seed + " took " + allocated + " bytes: " + readable(input));
    }
    if (refused == 0 || refused == cases)
      throw new AssertionError(refused + " of " + cases + " inputs were refused");
  }

  private byte[] next() {
    if (random.nextInt(10) == 0) return noise(random.nextInt(LONGEST_NOISE));
    byte[] input = recordings[random.nextInt(recordings.length)];
    for (int i = random.nextInt(MOST_CHANGES); i >= 0; i--) input = changed(input);
    return input;
  }

  private byte[] changed(byte[] input) {
    int from = random.nextInt(input.length + 1);
    int to = from + random.nextInt(input.length - from + 1);
    int near = Math.min(to, from + 8);
    return switch (random.nextInt(7)) {
      case 0 -> joined(part(input, 0, from));
      case 1 -> flipped(input, from);
      case 2 -> joined(part(input, 0, from), noise(8), part(input, from, input.length));
      case 3 -> joined(part(input, 0, to), part(input, from, input.length));
      case 4 -> joined(part(input, 0, from), part(input, near, input.length));
      case 5 -> joined(part(input, from, to), part(input, 0, from), part(input, to, input.length));
      default -> otherNumber(input);
    };
  }

  private static byte[] flipped(byte[] input, int at) {
    if (at == input.length) return input;
    byte[] copy = input.clone();
    copy[at] ^= (byte) (1 << (at % 8));
    return copy;
  }

  private byte[] otherNumber(byte[] input) {
    List<Part> numbers = numbers(input);
    if (numbers.isEmpty()) return input;
    Part number = numbers.get(random.nextInt(numbers.size()));
    String other = NUMBERS[random.nextInt(NUMBERS.length)];
    return joined(
        part(input, 0, number.from()),
        other.getBytes(StandardCharsets.US_ASCII),
        part(input, number.to(), input.length));
  }

  /// What `-?\d+(\.\d+)?` finds. Regular expressions would take more time than what is tested.
  private static List<Part> numbers(byte[] input) {
    List<Part> numbers = new ArrayList<>();
    int at = 0;
    while (at < input.length) {
      int to = endOfDigits(input, at);
      if (to == at) {
        at++;
        continue;
      }
      int from = at > 0 && input[at - 1] == '-' ? at - 1 : at;
      if (to < input.length && input[to] == '.') {
        int fraction = endOfDigits(input, to + 1);
        if (fraction > to + 1) to = fraction;
      }
      numbers.add(new Part(from, to));
      at = to;
    }
    return numbers;
  }

  private static int endOfDigits(byte[] input, int from) {
    int to = from;
    while (to < input.length && input[to] >= '0' && input[to] <= '9') to++;
    return to;
  }

  private record Part(int from, int to) {}

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] part(byte[] input, int from, int to) {
    return Arrays.copyOfRange(input, from, to);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) out.writeBytes(part);
    return out.toByteArray();
  }

  private static String readable(byte[] input) {
    StringBuilder text = new StringBuilder();
    for (byte b : input) {
      if (b >= ' ' && b < 127) text.append((char) b);
      else text.append("\\x%02x".formatted(b & 0xff));
      if (text.length() > 2_000) return text + "…";
    }
    return text.toString();
  }
}
