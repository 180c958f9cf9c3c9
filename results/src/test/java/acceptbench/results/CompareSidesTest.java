package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.results.compare.CompareOptions;
import acceptbench.results.compare.Comparison;
import acceptbench.results.compare.Difference;
import acceptbench.results.compare.Verdict;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several runs on a side, each with a few forks.
class CompareSidesTest {
  @TempDir Path scratch;

  private List<Path> side(String name, int runs, int iterations, double shift) throws IOException {
    List<Path> side = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      Path folder = scratch.resolve(name + i);
      side.add(new DrawnRun((name + i).hashCode(), 1, iterations, shift).writeTo(folder));
    }
    return side;
  }

  private static Comparison compare(List<Path> base, List<Path> candidate) throws IOException {
    return CompareReport.of(base, List.of(candidate), CompareOptions.USUAL)
        .comparisons()
        .getFirst();
  }

  @Test
  void theForksOfAllRunsOfASideAreTakenTogether() throws IOException {
    Comparison comparison = compare(side("a", 8, 3, 0), side("b", 8, 3, 0.5));
    assertThat(comparison.base().name()).isEqualTo("a0 and 7 more");
    assertThat(comparison.notes()).noneMatch(note -> note.contains("too few forks"));
    assertThat(comparison.differences())
        .filteredOn(one -> one.verdict() == Verdict.WORSE)
        .singleElement()
        .satisfies(CompareSidesTest::isTheShiftedOne);
    assertThat(comparison.differences()).noneMatch(one -> one.verdict() == Verdict.BETTER);
    assertThat(comparison.differences()).allMatch(one -> one.baseForks() == 8);
  }

  private static void isTheShiftedOne(Difference difference) {
    assertThat(difference.cell().label()).isEqualTo(DrawnRun.SHIFTED);
    assertThat(difference.metric()).isEqualTo("connect p99");
  }

  @Test
  void theSameRunsOnBothSidesShowNoDifference() throws IOException {
    List<Path> runs = side("a", 3, 2, 0);
    assertThat(compare(runs, runs).differences())
        .isNotEmpty()
        .allMatch(one -> one.verdict() == Verdict.NO_DIFFERENCE);
  }

  @Test
  void aRunCountsOnce() throws IOException {
    Path run = side("a", 1, 2, 0).getFirst();
    assertThatThrownBy(() -> compare(List.of(run, run), List.of(run)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a0 is named twice: its forks count once");
  }

  @Test
  void runsWithOtherOptionsAreNotTakenTogether() throws IOException {
    SampleRun other = new SampleRun();
    SampleRun run = new SampleRun();
    run.burst("epoll", 16, 0);
    other.burst("epoll", 16, 0).put("measurementIterations", 1);
    List<Path> side =
        List.of(run.writeTo(scratch.resolve("run")), other.writeTo(scratch.resolve("other")));
    assertThatThrownBy(() -> compare(side, side))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("runs with other iterations, times or threads can't be taken");
  }

  /// A launch is at the same place in every metric of a side, also where a run did not measure one.
  @Test
  void aLaunchKeepsItsPlaceWhereAnotherRunDidNotMeasure() throws IOException {
    List<Path> side = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      DrawnLaunches drawn = new DrawnLaunches(i);
      ObjectNode cell = drawn.cell("a", 64, 2, 50_000, 0);
      double[][] kept =
          i == 0 ? new double[][] {{Double.NaN}, {Double.NaN}} : new double[][] {{1}, {0}};
      DrawnLaunches.metric(cell, "schedule.kept", "#", kept);
      double[][] cpu = i == 1 ? new double[][] {{7, 8, 9}, {7, Double.NaN, 9}} : new double[2][3];
      DrawnLaunches.metric(cell, "server.cpuPerAccept", "us", cpu);
      side.add(drawn.writeTo(scratch.resolve("side" + i)));
    }
    CompareOptions cpu = new CompareOptions(0.05, 0, Set.of(), Set.of("server.cpuPerAccept"));
    Comparison comparison = CompareReport.of(side, List.of(side), cpu).comparisons().getFirst();
    assertThat(comparison.notes())
        .contains(
            "2 of 6 launches of a, backlog 64 in side0 and 2 more did not keep the schedule, and"
                + " stay out");
    Difference only = comparison.differences().getFirst();
    assertThat(only.baseForks()).as("also of a run with an iteration that is NaN").isEqualTo(4);
    assertThat(only.base()).as("of 0, 0, 8 and 0").isZero();
  }
}
