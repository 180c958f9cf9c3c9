package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.results.compare.CompareOptions;
import acceptbench.results.compare.Comparison;
import acceptbench.results.compare.Difference;
import acceptbench.results.compare.Verdict;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Comparisons of data drawn from known distributions, with shifts that are known.
class CompareTest {
  private static final int FORKS = 10;
  private static final int ITERATIONS = 5;

  @TempDir Path scratch;

  private Path run(String name, long seed, double shift) throws IOException {
    return new DrawnRun(seed, FORKS, ITERATIONS, shift).writeTo(scratch.resolve(name));
  }

  private static Comparison compare(Path base, Path candidate) throws IOException {
    return CompareReport.of(base, List.of(candidate), CompareOptions.USUAL)
        .comparisons()
        .getFirst();
  }

  private static List<Difference> called(Comparison comparison) {
    return comparison.differences().stream()
        .filter(one -> one.verdict() == Verdict.BETTER || one.verdict() == Verdict.WORSE)
        .toList();
  }

  private static CompareOptions calling(double smallest) {
    return new CompareOptions(0.05, smallest, Set.of(), Set.of());
  }

  @Test
  void aShiftIsFoundInItsCellAndNowhereElse() throws IOException {
    Comparison comparison = compare(run("base", 1, 0), run("new", 2, 0.3));
    assertThat(called(comparison)).hasSize(1);
    Difference found = called(comparison).getFirst();
    assertThat(found.cell().label()).isEqualTo(DrawnRun.SHIFTED);
    assertThat(found.metric()).isEqualTo("connect p99");
    assertThat(found.verdict()).isEqualTo(Verdict.WORSE);
    assertThat(found.baseForks()).isEqualTo(FORKS);
    assertThat(found.change()).isBetween(0.2, 0.4);
    assertThat(found.low()).isLessThan(0.3);
    assertThat(found.high()).isGreaterThan(0.3);
    assertThat(found.corrected()).isBetween(found.p(), 0.05);
  }

  @Test
  void aShiftTheOtherWayIsBetter() throws IOException {
    Comparison comparison = compare(run("base", 1, 0), run("new", 2, -0.3));
    assertThat(called(comparison)).extracting(Difference::verdict).containsExactly(Verdict.BETTER);
  }

  @Test
  void aShiftBelowTheSmallestThatCountsIsNotCalled() throws IOException {
    Path base = new DrawnRun(1, 400, 1).writeTo(scratch.resolve("base"));
    Path moved = new DrawnRun(2, 400, 1, 0.03).writeTo(scratch.resolve("new"));
    assertThat(called(compare(base, moved))).isEmpty();
    Comparison finer =
        CompareReport.of(base, List.of(moved), calling(0.01)).comparisons().getFirst();
    assertThat(called(finer)).hasSize(1);
  }

  @Test
  void aRunAgainstItselfShowsNoDifference() throws IOException {
    for (int forks : new int[] {1, 4, FORKS}) {
      Path run = new DrawnRun(1, forks, ITERATIONS).writeTo(scratch.resolve("run" + forks));
      CompareReport report = CompareReport.of(run, List.of(run), CompareOptions.USUAL);
      Comparison comparison = report.comparisons().getFirst();
      assertThat(comparison.count(Verdict.NO_DIFFERENCE)).isEqualTo(100);
      assertThat(comparison.notes()).noneMatch(note -> note.contains("too few"));
      assertThat(report.unjudged()).isEmpty();
    }
  }

  @Test
  void falseAlarmsAreNoMoreThanStated() throws IOException {
    int alarms = 0;
    for (int pair = 0; pair < 200; pair++) {
      Path base = run("a", 1000 + pair, 0);
      Path same = run("b", 5000 + pair, 0);
      alarms += raisesAlarm(base, same) ? 1 : 0;
    }
    // 5 % of 200 are 10; the seeds are fixed, so the count is too.
    assertThat(alarms).isLessThanOrEqualTo(10);
  }

  /// The same pairs would raise alarms if iterations were what is compared.
  @Test
  void iterationsTakenForForksWouldRaiseFalseAlarms() throws IOException {
    int alarms = 0;
    for (int pair = 0; pair < 20; pair++) {
      DrawnRun base = new DrawnRun(1000 + pair, FORKS, ITERATIONS);
      DrawnRun same = new DrawnRun(5000 + pair, FORKS, ITERATIONS);
      boolean alarm =
          raisesAlarm(
              base.writeIterationsAsForks(scratch.resolve("a")),
              same.writeIterationsAsForks(scratch.resolve("b")));
      alarms += alarm ? 1 : 0;
    }
    assertThat(alarms).isGreaterThan(15);
  }

  private static boolean raisesAlarm(Path base, Path same) throws IOException {
    CompareReport report = CompareReport.of(base, List.of(same), calling(0));
    return !called(report.comparisons().getFirst()).isEmpty();
  }

  @Test
  void anotherKernelIsNotComparableUnlessThatIsTheQuestion() throws IOException {
    Path base = kernel("6.1.0", "base");
    Path other = kernel("6.18.44", "new");
    Comparison comparison = compare(base, other);
    assertThat(comparison.barriers()).containsExactly("kernel.release: 6.1.0, then 6.18.44");
    assertThat(comparison.differences())
        .allMatch(one -> one.verdict() == Verdict.NOT_COMPARABLE)
        .allMatch(one -> one.reason().equals("other kernel.release: 6.1.0, then 6.18.44"));
    CompareOptions across = new CompareOptions(0.05, 0.05, Set.of("kernel"), Set.of());
    Comparison asked = CompareReport.of(base, List.of(other), across).comparisons().getFirst();
    assertThat(asked.barriers()).isEmpty();
    assertThat(asked.notes()).contains("kernel.release: 6.1.0, then 6.18.44");
  }

  private Path kernel(String release, String name) throws IOException {
    SampleRun run = SampleRun.standard();
    run.environment.putObject("kernel").put("release", release);
    return run.writeTo(scratch.resolve(name));
  }

  @Test
  void cellsOfOneRunOnlyAndOtherEffectiveBacklogsAreListed() throws IOException {
    SampleRun base = new SampleRun();
    base.burst("blocking", 16, 0);
    base.burst("blocking", 4096, 0);
    SampleRun other = new SampleRun();
    SampleRun.count(other.burst("blocking", 4096, 0), "listener.effectiveBacklog", 128);
    other.burst("epoll", 16, 0);
    Comparison comparison =
        compare(base.writeTo(scratch.resolve("a")), other.writeTo(scratch.resolve("b")));
    assertThat(comparison.unmatched())
        .containsExactly("only in a: blocking, backlog 16", "only in b: epoll, backlog 16");
    assertThat(comparison.differences())
        .extracting(Difference::reason)
        .contains("other effective backlog: 4,096, then 128");
    assertThat(comparison.notes())
        .anyMatch(
            note ->
                note.matches("\\d figures are not comparable: other effective backlog: 4,096.*"));
  }

  @Test
  void aWorseFigureFailsABuildByItsSize() throws IOException {
    CompareReport report =
        CompareReport.of(run("base", 1, 0), List.of(run("new", 2, 0.3)), CompareOptions.USUAL);
    assertThat(report.isWorseBy(0.05)).isTrue();
    assertThat(report.isWorseBy(0.60)).isFalse();
    assertThat(report.unjudged()).isEmpty();
  }

  /// Few large scenarios, and many as small as the standard comparison, judged and not.
  @ParameterizedTest
  @CsvSource({"10, 10, 10", "4, 5, 10", "4, 5, 1"})
  void twoRunsOfFiveHundredCellsAreOnePageOfThreeAndAHalfMegabytes(
      int strategies, int backlogs, int forks) throws IOException {
    Random random = new Random(1);
    List<Path> written = new ArrayList<>();
    // One after the other: each takes half a gigabyte of memory until it is written.
    for (String name : List.of("2026-01-01-a-machine", "2026-02-02-a-machine"))
      written.add(
          SampleRun.ofRealSize(SampleRun.ofCells(500, strategies, backlogs), forks, random)
              .writeTo(scratch.resolve(name)));
    CompareReport report =
        CompareReport.of(written.get(0), List.of(written.get(1)), CompareOptions.USUAL);
    report.write(scratch.resolve("out"));
    assertThat(report.comparisons().getFirst().differences()).hasSize(2_500);
    assertThat(Files.size(scratch.resolve("out/compare.html"))).isLessThan(3_500_000);
  }

  @Test
  void cellsAreNamedByWhatIsNotTheSameForAll() throws IOException {
    SampleRun run = new SampleRun();
    for (String burst : List.of("500", "2000")) {
      run.burst(
          Map.of("strategy", "epoll", "backlog", "16", "burst", burst, "handlerMicros", "100"), 0);
    }
    Map<String, String> paced = Map.of("strategy", "epoll", "backlog", "16", "rate", "5000");
    SampleRun.metric(
        run.cell("acceptbench.bench.RateBenchmark.rate", "ss", paced), "primaryMetric", "s", 1);
    Path folder = run.writeTo(scratch.resolve("run"));
    Comparison comparison = compare(folder, folder);
    assertThat(comparison.differences())
        .extracting(one -> comparison.labels().of(one.cell()))
        .contains(
            "BurstBenchmark.burst: epoll, backlog 16, burst=500, handlerMicros=100",
            "BurstBenchmark.burst: epoll, backlog 16, burst=2000, handlerMicros=100");
  }

  @Test
  void theFilesAreForPeopleAndPrograms() throws IOException {
    CompareReport report =
        CompareReport.of(run("base", 1, 0), List.of(run("new", 2, 0.3)), CompareOptions.USUAL);
    report.write(scratch.resolve("out"));
    assertThat(report.toText())
        .contains("0 better, 1 worse, 99 no difference seen, 0 not comparable");
    assertThat(Files.readString(scratch.resolve("out/compare.md")))
        .contains("| s1, backlog 4 | connect p99 |");
    JsonNode json = SampleRun.MAPPER.readTree(scratch.resolve("out/compare.json").toFile());
    assertThat(json.get(0).get("figures")).hasSize(100);
    assertThat(json.get(0).get("figures").findValuesAsText("verdict")).containsOnlyOnce("worse");
  }
}
