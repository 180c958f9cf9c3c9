package acceptbench.run.folder;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.run.plan.Launch;
import acceptbench.testing.InMemory;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendedLinesTest {
  private static final Launch FIRST = new Launch(0, 1);
  private static final Launch SECOND = new Launch(1, 1);
  private static final Launch THIRD = new Launch(2, 1);
  private static final String HEAD = "#[a log]\n\"StartTimestamp\",\"Interval_Length\"\n";

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir(factory = InMemory.class)
  private Path folder;

  private Path file = Path.of("");
  private AppendedLines lines = new AppendedLines(file, LogLine::ofHistogram);

  @BeforeEach
  void round() throws IOException {
    file = folder.resolve("histograms.hlog");
    lines = new AppendedLines(file, LogLine::ofHistogram);
    append(FIRST, HEAD + "Tag=a,1\nTag=a,2\n");
    append(SECOND, "Tag=b,1\n");
    append(THIRD, "");
  }

  private void append(Launch launch, String text) throws IOException {
    lines.begin();
    if (!text.isEmpty())
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    lines.end(launch);
  }

  @Test
  void theLinesOfALaunchThatWasMeasuredAgainAreTheLastOnes() throws IOException {
    append(FIRST, "Tag=a,3\n");
    lines.removeFirst(FIRST);
    append(SECOND, "Tag=b,2\n");
    lines.removeFirst(SECOND);
    append(FIRST, "Tag=a,4\n");
    lines.removeFirst(FIRST);
    append(THIRD, "Tag=c,1\n");
    lines.removeFirst(THIRD);
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "#[a log]", "\"StartTimestamp\",\"Interval_Length\"", "Tag=b,2", "Tag=a,4", "Tag=c,1");
  }

  @Test
  void thoseOfAMeasurementThatFailedGo() throws IOException {
    append(SECOND, "Tag=b,2\n");
    lines.removeLast(SECOND);
    assertThat(Files.readAllLines(file)).hasSize(5).contains("Tag=b,1");
  }

  /// In every round a cell has another launch.
  @Test
  void whatRoundsBeforeHaveAppendedStays() throws IOException {
    append(new Launch(0, 2), "Tag=a,3\n");
    lines.removeFirst(new Launch(1, 2));
    assertThat(Files.readAllLines(file)).hasSize(6);
    lines.removeFirst(new Launch(0, 2));
    assertThat(Files.readAllLines(file)).hasSize(5).contains("Tag=a,1", "Tag=b,1");
  }

  /// The log of a long run is larger than the heap.
  @Test
  void toRemoveALaunchTakesLittleMemoryHoweverLongTheFileIs() throws IOException {
    for (int i = 4; i < 8; i++)
      append(new Launch(i, 1), ("Tag=" + i + ";" + "x".repeat(1_000_000) + "\n").repeat(4));
    append(SECOND, "Tag=b,2\n");
    long before = THREADS.getCurrentThreadAllocatedBytes();
    lines.removeFirst(SECOND);
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(2_000_000);
    assertThat(file).hasSize(16 * 1_000_007L + "Tag=b,2\n".length() + HEAD.length() + 16);
  }
}
