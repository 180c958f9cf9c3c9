package acceptbench.sizing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.results.file.ResultsException;
import acceptbench.testing.BadInput;
import acceptbench.testing.InMemory;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PauseFileTest {
  private static final long MILLI = 1_000_000;
  private static final int CASES = 5_000;

  /// Recorded: OpenJDK 17.0, -Xlog:safepoint*,gc; the longest one changed.
  private static final String JDK_17 =
      """
      [0.203s][info][safepoint,cleanup] safepoint cleanup tasks, 0.0000735 secs
      [0.204s][info][gc               ] GC(0) Pause Young (Allocation Failure) 4M->1M(15M) 1.329ms
      [0.204s][info][safepoint,stats  ] GenCollectForAllocation      [             11               0 ][             4547      76334    1360785    1441666 ]               0
      [0.204s][info][safepoint        ] Safepoint "GenCollectForAllocation", Time since last: 161755947 ns, Reaching safepoint: 4547 ns, Cleanup: 76334 ns, At safepoint: 1360785 ns, Total: 1441666 ns
      [0.079s][info][safepoint] Safepoint "GenCollectFull", Time since last: 299406 ns, Reaching safepoint: 1322 ns, Cleanup: 1492 ns, At safepoint: 212812700 ns, Total: 212815514 ns
      """;

  /// Recorded: OpenJDK 25, -Xlog:safepoint, and without decorations.
  private static final String JDK_25 =
      """
      [0.054s][info][safepoint] Safepoint "SerialCollectForAllocation", Time since last: 108521 ns, Reaching safepoint: 241 ns, At safepoint: 104495 ns, Leaving safepoint: 471 ns, Total: 105207 ns, Threads: 0 runnable, 10 total
      Safepoint "SerialGCCollect", Time since last: 192386 ns, Reaching safepoint: 311 ns, At safepoint: 1811796 ns, Leaving safepoint: 1402 ns, Total: 1813509 ns, Threads: 0 runnable, 10 total
      """;

  private static final String JDK_8 =
      """
      2026-11-26T02:15:28.123+0000: 0.123: Total time for which application threads were stopped: 0.0002171 seconds, Stopping threads took: 0.0000123 seconds
      [1.2s][info][safepoint] Total time for which application threads were stopped: 1.0630000 seconds, Stopping threads took: 0.0000123 seconds
      """;

  @TempDir(factory = InMemory.class)
  private Path folder;

  private Pauses read(String content) throws IOException {
    return PauseFile.read(Files.writeString(folder.resolve("pauses"), content));
  }

  @Test
  void safepointsOfEachJdkAreRead() throws IOException {
    assertThat(read(JDK_17)).isEqualTo(new Pauses(2, 1_441_791, 212_815_514, 212_815_514));
    assertThat(read(JDK_25).longest()).isEqualTo(1_813_509);
    assertThat(read(JDK_25).count()).isEqualTo(2);
    assertThat(read(JDK_8).longest()).isEqualTo(1_063 * MILLI);
    assertThat(read(JDK_8 + JDK_25 + JDK_17).count()).isEqualTo(6);
  }

  /// A last line that the JVM has not finished yet is no pause, however much of it is there.
  @Test
  void aLineThatIsStillBeingWrittenIsPassedOver() throws IOException {
    String unfinished = JDK_17.strip();
    assertThat(read(unfinished)).isEqualTo(new Pauses(1, 1_441_666, 1_441_666, 1_441_666));
  }

  @Test
  void theSafepointsOfARealJvmAreRead() throws IOException, InterruptedException {
    Path log = folder.resolve("safepoints.log");
    long start = System.nanoTime();
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m",
                "-XX:+UseSerialGC",
                "-Xlog:safepoint:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                Garbage.class.getName())
            .inheritIO()
            .start();
    assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
    long lifetime = System.nanoTime() - start;
    assertThat(jvm.exitValue()).isZero();
    Pauses pauses = PauseFile.read(log);
    assertThat(pauses.count()).isGreaterThanOrEqualTo(Garbage.COLLECTIONS);
    assertThat(pauses.longest()).isBetween(1_000L, lifetime);
    assertThat(pauses.median()).isBetween(1L, pauses.longest());
  }

  /// Half of what it makes is garbage, and collections that are asked for stop all threads.
  static final class Garbage {
    static final int COLLECTIONS = 5;

    private Garbage() {}

    public static void main(String... arguments) {
      byte[][] kept = new byte[64][];
      for (int i = 0; i < 20_000; i++) kept[i % kept.length] = new byte[10_000];
      for (int i = 0; i < COLLECTIONS; i++) System.gc();
      if (kept[0].length == 0) throw new AssertionError();
    }
  }

  @Test
  void anHdrHistogramLogIsReadAsJHiccupWritesIt() throws IOException {
    Pauses pauses = read(hiccups(2, 1e6, "", 3 * MILLI, 250 * MILLI, 7 * MILLI));
    assertThat(pauses.count()).isEqualTo(3);
    assertThat(pauses.median()).isBetween(69 * MILLI / 10, 71 * MILLI / 10);
    assertThat(pauses.longest()).isBetween(250 * MILLI, 253 * MILLI);
  }

  /// A log of one interval for each of the values.
  ///
  /// @param perUnit how many of the values make one in the column of maxima
  private static String hiccups(int digits, double perUnit, String tag, long... values) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    HistogramLogWriter writer = new HistogramLogWriter(written);
    writer.outputComment("[Logged with jHiccup version 2.0.10]");
    writer.outputLogFormatVersion();
    writer.outputStartTime(1_764_123_328_000L);
    writer.outputLegend();
    double seconds = 0.1;
    for (long value : values) {
      Histogram interval = new Histogram(20_000, 3_600_000_000_000L, digits);
      interval.recordValue(value);
      if (!tag.isEmpty()) interval.setTag(tag);
      writer.outputIntervalHistogram(seconds, seconds + 5, interval, perUnit);
      seconds += 5;
    }
    writer.close();
    return written.toString(UTF_8);
  }

  @Test
  void ofHistogramsOfSomethingElseNoPauseIsMade() {
    assertThatThrownBy(() -> read(hiccups(3, 1e3, "", 250_000)))
        .isInstanceOf(ResultsException.class)
        .hasMessageContaining("line 5: not a histogram: its greatest value is 262143")
        .hasMessageContaining("not nanoseconds and milliseconds, as jHiccup has them");
    assertThatThrownBy(() -> read(hiccups(3, 1e6, "connect", 250 * MILLI)))
        .hasMessageContaining("there is no pause in it");
    assertThatThrownBy(() -> read(hiccups(3, 1e6, ""))).hasMessageContaining("no pause in it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "{\"pauses\": [1, 2, 3]}\n",
        "[0.204s][info][gc] GC(0) Pause Young (Allocation Failure) 4M->1M(15M) 1.329ms\n",
        "Safepoint \"X\", Total: 12",
        "0.1,5.0,1.2,no histogram\n"
      })
  void aFileWithoutAPauseIsToldSo(String content) {
    assertThatThrownBy(() -> read(content))
        .isInstanceOf(ResultsException.class)
        .hasMessage(
            folder.resolve("pauses")
                + ": there is no pause in it; it has to be the output of a JVM's -Xlog:safepoint,"
                + " or an HdrHistogram log as jHiccup writes it");
  }

  @Test
  void whatCannotBeReadIsToldInOneLine() throws IOException {
    assertThatThrownBy(() -> PauseFile.read(folder.resolve("nosuch")))
        .hasMessageEndingWith("nosuch: no such file");
    assertThatThrownBy(() -> PauseFile.read(folder)).hasMessageEndingWith(": not a file");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {-1, -2, 0, '\n'});
    assertThatThrownBy(() -> PauseFile.read(binary)).hasMessageEndingWith("binary: not UTF-8");
    assertThatThrownBy(() -> read("1".repeat(1_000_001) + "\n"))
        .hasMessageContaining("line 1: longer than the 1000000 characters of any such line");
  }

  /// Whatever is in a file, there is one line about it, or a pause.
  @Test
  void badPauseFilesAreRefused() {
    Path file = folder.resolve("pauses");
    BadInput.feed(
        CASES,
        content -> {
          Files.write(file, content);
          try {
            Pauses pauses = PauseFile.read(file);
            assertThat(pauses.count()).isPositive();
            assertThat(pauses.longest()).isNotNegative();
          } catch (ResultsException e) {
            assertThat(e).hasMessageStartingWith(file + ": ").message().hasLineCount(1);
            throw e;
          }
        },
        ResultsException.class,
        JDK_17.getBytes(UTF_8),
        JDK_25.getBytes(UTF_8),
        JDK_8.getBytes(UTF_8),
        hiccups(2, 1e6, "", 3 * MILLI, 250 * MILLI).getBytes(UTF_8));
  }

  /// 60 MB, in the heap that all tests share.
  @Test
  void aHugeFileIsReadLineByLine() throws IOException {
    Path file = folder.resolve("pauses");
    int times = 200_000;
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (int i = 0; i < times; i++) writer.write(JDK_25);
    }
    assertThat(PauseFile.read(file).count()).isEqualTo(2L * times);
  }
}
