package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Run;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Four launches of a cell: in three all connections took 20 µs, and in the second one, in which
/// the client fell behind, 5 ms.
class OffScheduleReportTest {
  private static final int LAUNCHES = 4;
  private static final String TAG =
      "BurstBenchmark.burst;backlog=64;burst=2000;strategy=epoll;iteration=0;launch=";

  @TempDir Path folder;
  private final SampleRun run = new SampleRun();

  @BeforeEach
  void fourLaunches() throws IOException {
    cell(run, new double[][] {{1}, {0}, {1}, {1}});
    run.writeTo(folder);
  }

  static void cell(SampleRun run, double[][] kept) {
    ObjectNode cell = new DrawnLaunches(1).cell("epoll", 64, LAUNCHES, 1, 0);
    cell.remove("secondaryMetrics");
    run.cells.add(cell);
    for (String name : List.of("connect", "firstByte")) {
      SampleRun.distribution(cell, name, 20, 20, 5e3, 5e3, 5e3, 5e3, 5e3, 5e3, 5e3, 5e3);
      DrawnLaunches.metric(cell, name + ":p0.99", "us/op", each(20, 5e3));
    }
    DrawnLaunches.metric(cell, "ListenOverflows", "#", each(3, 403));
    DrawnLaunches.metric(cell, "rate.achieved", "#", each(9_000, 5_000));
    DrawnLaunches.metric(cell, "schedule.kept", "#", kept);
  }

  private static double[][] each(double usual, double second) {
    return new double[][] {{usual}, {second}, {usual}, {usual}};
  }

  /// @param launches the numbers that their tags have
  private void writeLog(int... launches) throws IOException {
    writeLog(folder, launches);
  }

  /// The same beside a run in any folder.
  static void writeLog(Path folder, int... launches) throws IOException {
    List<Histogram> log = new ArrayList<>();
    for (int i = 0; i < LAUNCHES; i++)
      for (String name : List.of("connect", "firstByte")) {
        Histogram histogram = new Histogram(3);
        histogram.recordValueWithCount(i == 1 ? 5_000_000 : 20_000, 100);
        histogram.setTag(TAG + launches[i] + ";" + name);
        log.add(histogram);
      }
    SampleRun.writeLog(folder.resolve("histograms.hlog"), log);
  }

  private String markdown() throws IOException {
    Report.write(folder);
    return Files.readString(folder.resolve("report.md"));
  }

  /// A launch that failed has a number too, and no place in JMH's file.
  @Test
  void aLaunchThatFellBehindIsInNoFigureOfItsCell() throws IOException {
    writeLog(1, 2, 4, 5);
    assertThat(markdown())
        .contains("| epoll | 64 | 9,000 † | 20.0 µs | 20.0 µs | 20.0 µs | 20.0 µs | 3 |")
        .contains("†: the client fell behind its schedule in launches of this cell, which are left")
        .contains("1 of 4 launches of this cell did not keep the schedule")
        .doesNotContain("5.00 ms", "5,000");
    assertThat(Report.table(folder)).contains("20.0 µs", "9,000 †").doesNotContain("5.00 ms");
    Cell cell = Run.read(folder).onSchedule().cells().getFirst();
    assertThat(cell.connect().curve().values()).isNotEmpty().allMatch(micros -> micros < 21);
    assertThat(cell.connect().score()).isBetween(19.9, 20.1);
    assertThat(cell.keptLaunches(cell.metric("rate.achieved")))
        .containsExactly(9_000.0, Double.NaN, 9_000.0, 9_000.0);
    assertThat(cell.launchesBehind()).isEqualTo(1);
  }

  @Test
  void withoutHistogramsOfItsLaunchesACellStaysAsItIsAndSaysSo() throws IOException {
    assertThat(markdown()).contains("5.00 ms", "§: the client fell behind its schedule");
    writeLog(1, 2, 3, 3);
    assertThat(markdown()).as("one launch twice").contains("5.00 ms", " § |");
    Histogram other = new Histogram(3);
    other.recordValue(7_000_000);
    other.setTag(TAG + "1;connect");
    SampleRun.writeLog(folder.resolve("histograms.hlog"), List.of(other));
    assertThat(markdown()).as("of other launches").contains("5.00 ms", " § |");
  }

  @Test
  void whereAllLaunchesFellBehindTheyAreShown() throws IOException {
    SampleRun late = new SampleRun();
    cell(late, new double[LAUNCHES][1]);
    late.writeTo(folder);
    writeLog(1, 2, 3, 4);
    assertThat(markdown()).contains("5.00 ms", " § |", "4 of 4 launches of this cell did not keep");
  }
}
