package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.results.compare.CompareOptions;
import acceptbench.results.compare.Comparison;
import acceptbench.results.compare.Difference;
import acceptbench.results.compare.Verdict;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a comparison says of runs with too few forks.
class CompareForksTest {
  @TempDir Path scratch;

  private CompareReport report(int forks, int otherForks) throws IOException {
    Path base = new DrawnRun(1, forks, 5).writeTo(scratch.resolve("base"));
    Path other = new DrawnRun(2, otherForks, 5, 0.5).writeTo(scratch.resolve("new"));
    return CompareReport.of(base, List.of(other), CompareOptions.USUAL);
  }

  @Test
  void oneForkShowsWhatItMeasuredAndIsNotJudged() throws IOException {
    CompareReport report = report(1, 1);
    Comparison comparison = report.comparisons().getFirst();
    assertThat(comparison.notes().getFirst())
        .matches(
            "too few forks \\(JVM launches\\) to judge \\d\\d of 100 figures: 1 in the base, 1 in"
                + " the new run, and it takes 8 or more in each \\(-f 8 -i 1: .*\\)");
    assertThat(comparison.notes()).noneMatch(note -> note.contains("are not comparable"));
    Difference shifted = shifted(comparison);
    assertThat(shifted.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
    assertThat(shifted.reason()).isEqualTo("too few forks (1, then 1)");
    assertThat(shifted.change()).isGreaterThan(0.2);
    assertThat(shifted.intervalText()).isEmpty();
    assertThat(shifted.pText()).isEmpty();
    assertThat(report.toText())
        .containsPattern(
            "s1, backlog 4 +connect p99 .* \\+\\d\\d\\.\\d % +not comparable: too few forks");
  }

  @Test
  void soManyForksAsTheNoteAsksForAreEnough() throws IOException {
    Comparison comparison = report(8, 8).comparisons().getFirst();
    assertThat(comparison.notes()).noneMatch(note -> note.contains("too few forks"));
    assertThat(shifted(comparison).verdict()).isEqualTo(Verdict.WORSE);
    Comparison tooFew = report(5, 7).comparisons().getFirst();
    assertThat(tooFew.notes().getFirst()).contains("5 in the base, 7 in the new run");
    assertThat(shifted(tooFew).reason()).isEqualTo("too few forks (5, then 7)");
  }

  @Test
  void aSingleForkIsNotJudgedByHoweverManyOfTheOtherRun() throws IOException {
    assertThat(report(1, 500).unjudged()).contains("1 in the base, 500 in the new run");
  }

  @Test
  void aCellWithEnoughForksIsJudgedBesideOneWithTooFew() throws IOException {
    Path base = twoCells("a", 100);
    Path other = twoCells("b", 200);
    CompareReport report = CompareReport.of(base, List.of(other), CompareOptions.USUAL);
    assertThat(report.comparisons().getFirst().differences())
        .extracting(Difference::verdict)
        .containsExactly(Verdict.NOT_COMPARABLE, Verdict.WORSE);
    assertThat(report.comparisons().getFirst().notes())
        .anyMatch(note -> note.contains("to judge 1 of 2 figures: 2 in the base"));
    assertThat(report.unjudged()).isEmpty();
  }

  /// Results of any benchmark: one with two forks, one with four, which is enough for one figure.
  private Path twoCells(String name, double start) throws IOException {
    SampleRun run = new SampleRun();
    for (int forks : new int[] {2, 4}) {
      ObjectNode cell = run.cell("org.example.Any.bench", "avgt", Map.of("n", "" + forks));
      double[][] rows = new double[forks][];
      for (int fork = 0; fork < forks; fork++) {
        rows[fork] = new double[] {start + fork, start + fork + 2, start + fork + 1};
      }
      SampleRun.metric(cell, "primaryMetric", "ns/op", rows);
    }
    return run.writeTo(scratch.resolve(name));
  }

  @Test
  void aForkIsTheMedianOfTheIterationsItMeasured() throws IOException {
    double[][] forks = {{1, 3, 90}, {Double.NaN, 4}, {Double.NaN}, {}, {8, 8}};
    SampleRun run = new SampleRun();
    SampleRun.metric(
        run.cell("org.example.Any.bench", "avgt", Map.of()), "primaryMetric", "ns/op", forks);
    Path folder = run.writeTo(scratch.resolve("run"));
    Difference score =
        CompareReport.of(folder, List.of(folder), CompareOptions.USUAL)
            .comparisons()
            .getFirst()
            .differences()
            .getFirst();
    assertThat(score.baseForks()).isEqualTo(3);
    assertThat(score.base()).isEqualTo(4);
  }

  @Test
  void forksOfOtherLengthAreNotCompared() throws IOException {
    SampleRun base = new SampleRun();
    base.burst("epoll", 16, 0);
    SampleRun other = new SampleRun();
    other.burst("epoll", 16, 0).put("measurementIterations", 1);
    CompareReport report =
        CompareReport.of(
            base.writeTo(scratch.resolve("a")),
            List.of(other.writeTo(scratch.resolve("b"))),
            CompareOptions.USUAL);
    assertThat(report.comparisons().getFirst().differences())
        .filteredOn(one -> one.metric().equals("ghosts"))
        .extracting(Difference::reason)
        .containsExactly("other options: 3 iterations in each fork, then 1");
  }

  @Test
  void aCheckThatJudgesNothingSaysWhy() throws IOException {
    assertThat(report(1, 1).unjudged())
        .startsWith("no figure of new can be judged: too few forks (JVM launches)")
        .hasLineCount(1);
    SampleRun elsewhere = new SampleRun();
    elsewhere.burst("epoll", 16, 0);
    Path base = scratch.resolve("base");
    Path other = elsewhere.writeTo(scratch.resolve("other"));
    assertThat(CompareReport.of(base, List.of(other), CompareOptions.USUAL).unjudged())
        .isEqualTo(
            "no figure of other can be judged: no cell is in both runs: strategy=s0,s1,s2,s3"
                + " against epoll; give both runs the same");
  }

  @Test
  void programsGetTheNumbersOfForks() throws IOException {
    report(4, 3).write(scratch.resolve("out"));
    assertThat(
            SampleRun.MAPPER
                .readTree(Files.readString(scratch.resolve("out/compare.json")))
                .get(0)
                .get("figures"))
        .allMatch(figure -> figure.get("baseForks").asInt() == 4)
        .allMatch(figure -> figure.get("newForks").asInt() == 3);
  }

  private static Difference shifted(Comparison comparison) {
    return comparison.differences().stream()
        .filter(one -> one.cell().label().equals(DrawnRun.SHIFTED))
        .filter(one -> one.metric().equals("connect p99"))
        .findFirst()
        .orElseThrow();
  }
}
