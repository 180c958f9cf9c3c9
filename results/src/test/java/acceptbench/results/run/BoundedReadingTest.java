package acceptbench.results.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.results.file.LineFile;
import acceptbench.results.file.ResultsException;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.DeflaterOutputStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bytes from elsewhere may be anything; what is made of them may not be.
class BoundedReadingTest {
  private static final int CASES = 20_000;
  private static final int HEADER_BYTES = 40;

  /// The largest histogram that is taken has 2 MiB of counts; reading it takes some more.
  private static final long MOST_BYTES = 12_000_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path folder;

  private interface Act {
    void run() throws IOException;
  }

  private static long allocated(Act act) throws IOException {
    long thread = Thread.currentThread().threadId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    act.run();
    return THREADS.getThreadAllocatedBytes(thread) - before;
  }

  @Test
  void whateverAHistogramsHeaderSaysItTakesLittleMemory() throws IOException {
    Random random = new Random(20);
    byte[] content = content(histogram());
    int taken = 0;
    for (int i = 0; i < CASES; i++) {
      String line = compressed(disturbed(content, random));
      boolean[] read = new boolean[1];
      long bytes =
          allocated(
              () -> {
                try {
                  EncodedHistogram.decoded(line);
                  read[0] = true;
                } catch (DataFormatException refused) {
                  assertThat(refused.getMessage()).isNotBlank();
                }
              });
      assertThat(bytes).as("case %d", i).isLessThan(MOST_BYTES);
      if (read[0]) taken++;
    }
    assertThat(taken).as("histograms that were taken").isBetween(1, CASES - 1);
  }

  /// Some of the header's fields replaced by small, large and negative numbers, or bytes anywhere.
  private static byte[] disturbed(byte[] content, Random random) {
    ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOf(content, content.length));
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      switch (random.nextInt(6)) {
        case 0 -> bytes.putInt(4, number(random));
        case 1 -> bytes.putInt(12, random.nextInt(8));
        case 2 -> bytes.putLong(16, 1L << random.nextInt(64));
        case 3 -> bytes.putLong(24, 1L << random.nextInt(64));
        case 4 -> bytes.put(random.nextInt(content.length), (byte) random.nextInt());
        default -> bytes.putLong(24, random.nextLong());
      }
    }
    return bytes.array();
  }

  private static int number(Random random) {
    return random.nextInt() >> random.nextInt(32);
  }

  @Test
  void aWholeHistogramIsWhatItWas() throws Exception {
    Histogram histogram = histogram();
    assertThat(EncodedHistogram.decoded(compressed(content(histogram)))).isEqualTo(histogram);
  }

  @Test
  void aFewBytesThatAskForMegabytesAreRefused() throws IOException {
    ByteBuffer content = ByteBuffer.wrap(content(histogram()));
    content.putInt(12, 5).putLong(24, Long.MAX_VALUE);
    assertThatThrownBy(() -> EncodedHistogram.decoded(compressed(content.array())))
        .isInstanceOf(DataFormatException.class)
        .hasMessage("larger than any of a run");
  }

  @Test
  void aLineThatDoesNotEndIsRefusedBeforeItFillsTheMemory() throws IOException {
    Path file = folder.resolve("lines");
    Files.writeString(file, "short\n" + "x".repeat(4_000_000) + "\n");
    long bytes =
        allocated(
            () ->
                assertThatThrownBy(() -> new LineFile(file, 100_000).forEach((_, _) -> {}))
                    .isInstanceOf(ResultsException.class)
                    .hasMessageStartingWith(file + ": line 2: longer than"));
    assertThat(bytes).isLessThan(3_000_000);
  }

  @Test
  void linesAreTheSameWhereverThePiecesOfTheFileEnd() throws IOException {
    Random random = new Random(21);
    for (int i = 0; i < 200; i++) {
      StringBuilder expected = new StringBuilder();
      for (int n = random.nextInt(6); n > 0; n--) {
        expected.append("é".repeat(random.nextInt(90_000))).append('\n');
      }
      Path file = folder.resolve("lines");
      Files.writeString(file, expected + "torn".substring(random.nextInt(5)));
      StringBuilder read = new StringBuilder();
      new LineFile(file, 100_000).forEach((_, line) -> read.append(line).append('\n'));
      assertThat(read.compareTo(expected)).as("case %d", i).isZero();
    }
  }

  /// Short lines and long ones, with and without an end, some longer than the limit.
  @Test
  void whateverLinesAFileHasThoseThatAreTakenAreWholeAndTakeLittleMemory() throws IOException {
    int longest = 1_000;
    Random random = new Random(23);
    Path file = folder.resolve("lines");
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      List<String> lines = new ArrayList<>();
      for (int n = random.nextInt(5); n > 0; n--)
        lines.add("x".repeat(random.nextInt(10) == 0 ? 5_000 : random.nextInt(longest + 1)));
      String torn = "torn".substring(random.nextInt(5));
      String end = random.nextBoolean() ? "\n" : "\r\n";
      Files.writeString(file, lines.stream().map(line -> line + end).collect(joining()) + torn);
      List<String> read = new ArrayList<>();
      boolean[] whole = new boolean[1];
      long bytes =
          allocated(
              () -> {
                try {
                  new LineFile(file, longest + 1).forEach((_, line) -> read.add(line));
                  whole[0] = true;
                } catch (ResultsException e) {
                  assertThat(e).hasMessageContaining("line " + (read.size() + 1) + ": longer than");
                }
              });
      assertThat(bytes).as("case %d", i).isLessThan(2_000_000);
      assertThat(read).as("case %d", i).isEqualTo(lines.subList(0, read.size()));
      assertThat(whole[0]).as("case %d", i).isEqualTo(read.size() == lines.size());
      if (!whole[0]) refused++;
    }
    assertThat(refused).isBetween(1, CASES - 1);
  }

  /// Arrays in objects in arrays, names and texts and numbers of any length: what is no result is
  /// refused, in one line, for little more memory than the text takes.
  @Test
  void whateverAnObjectHoldsReadingItTakesLittleMemory() throws IOException {
    Random random = new Random(24);
    Path file = folder.resolve("results.json");
    // The first one also pays for what the JVM loads.
    for (int i = -1; i < CASES; i++) {
      StringBuilder text = new StringBuilder();
      value(random, text, 0);
      Files.writeString(file, "[" + text + "]");
      long bytes =
          allocated(
              () ->
                  assertThatThrownBy(() -> JmhJson.read(file))
                      .isInstanceOf(ResultsException.class)
                      .message()
                      .startsWith(file + ": ")
                      .hasLineCount(1));
      if (i < 0) continue;
      assertThat(bytes).as("case %d: %s", i, text).isLessThan(1_000_000 + 100L * text.length());
    }
  }

  private static final String[] FIELDS = {
    "benchmark", "params", "primaryMetric", "secondaryMetrics", "rawData", "rawDataHistogram", "x"
  };

  private static void value(Random random, StringBuilder text, int depth) {
    switch (depth > 40 ? 3 : random.nextInt(7)) {
      case 0, 1 -> {
        text.append('{');
        for (int n = random.nextInt(4); n > 0; n--) {
          text.append('"').append(FIELDS[random.nextInt(FIELDS.length)]).append(n).append("\":");
          value(random, text, depth + 1);
          text.append(n > 1 ? "," : "");
        }
        text.append('}');
      }
      case 2 -> {
        int nested = random.nextInt(50) == 0 ? 1_500 : 1 + random.nextInt(5);
        text.append("[".repeat(nested));
        value(random, text, depth + 1);
        text.append("]".repeat(nested));
      }
      case 3 -> text.append('"').append("y".repeat(random.nextInt(200))).append('"');
      case 4 ->
          text.append(random.nextBoolean() ? "1e" : "").append("9".repeat(1 + random.nextInt(400)));
      case 5 -> text.append(random.nextInt()).append('.').append(random.nextInt(1_000));
      default -> text.append(random.nextBoolean() ? "null" : "true");
    }
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    Path file = folder.resolve("lines");
    Files.write(file, new byte[] {'a', '\n', (byte) 0xff, '\n'});
    assertThatThrownBy(() -> new LineFile(file, 10).forEach((_, _) -> {}))
        .isInstanceOf(ResultsException.class)
        .hasMessage(file + ": not UTF-8");
  }

  private static Histogram histogram() {
    Histogram histogram = new Histogram(1, 60_000_000_000L, 3);
    Random random = new Random(22);
    for (int i = 0; i < 1_000; i++) histogram.recordValue(1 + random.nextInt(2_000_000_000));
    return histogram;
  }

  private static byte[] content(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoByteBuffer(buffer);
    assertThat(length).isGreaterThan(HEADER_BYTES);
    return Arrays.copyOf(buffer.array(), length);
  }

  private static String compressed(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(content);
    }
    ByteBuffer all = ByteBuffer.allocate(2 * Integer.BYTES + bytes.size());
    all.putInt(0x1c849304 | 0x10).putInt(bytes.size()).put(bytes.toByteArray());
    return new String(Base64.getEncoder().encode(all.array()), UTF_8);
  }
}
