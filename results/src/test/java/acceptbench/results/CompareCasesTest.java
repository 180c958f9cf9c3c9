package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.results.compare.CompareOptions;
import acceptbench.results.compare.Comparison;
import acceptbench.results.compare.Difference;
import acceptbench.results.compare.Verdict;
import acceptbench.results.file.ResultsException;
import acceptbench.results.run.Cell;
import acceptbench.results.run.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Files of JMH's JSON as they are found elsewhere.
class CompareCasesTest {
  private static final Path CASES = Path.of("src", "test", "resources", "cases");

  @Test
  void theUnitSaysWhatIsBetterAndNotTheMode() throws IOException {
    Difference score =
        only(compare("unit-against-mode-base.json", "unit-against-mode-new.json", Set.of()));
    assertThat(score.verdict()).isEqualTo(Verdict.WORSE);
    assertThat(score.change()).isBetween(-0.30, -0.28);
  }

  @Test
  void aMetricThatHadADotInFrontIsTheSameMetric() throws IOException {
    for (String name : List.of("gc.alloc.rate.norm", "·gc.alloc.rate.norm")) {
      Comparison comparison =
          compare("metric-prefix-jmh-1.35.json", "metric-prefix-jmh-1.37.json", Set.of(name));
      assertThat(only(comparison).verdict()).isEqualTo(Verdict.NO_DIFFERENCE);
      assertThat(only(comparison).reason()).isEmpty();
      assertThat(comparison.notes()).contains("JMH: 1.35, then 1.37");
    }
  }

  @Test
  void theForksOfACellThatIsThereTwiceAreTakenTogether() throws IOException {
    Difference score =
        only(compare("same-cell-twice.json", "metric-prefix-jmh-1.37.json", Set.of()));
    assertThat(score.baseForks()).isEqualTo(16);
    assertThat(score.candidateForks()).isEqualTo(8);
    assertThat(score.base()).isEqualTo(153.5);
  }

  /// kotlinx-benchmark on JavaScript and Native: no forks, percentiles with two digits, `ops/sec`.
  @Test
  void aPortToOtherLanguagesIsRead() throws IOException {
    Difference score = only(compare("native-port-base.json", "native-port-new.json", Set.of()));
    assertThat(score.verdict()).isEqualTo(Verdict.BETTER);
    assertThat(score.change()).isBetween(0.49, 0.50);
  }

  @Test
  void whatIsNoNumberIsNotMeasuredHoweverItIsWritten() throws IOException {
    Difference score = only(compare("bare-nan.json", "metric-prefix-jmh-1.37.json", Set.of()));
    assertThat(score.baseForks()).isEqualTo(7);
    assertThat(score.verdict()).isEqualTo(Verdict.NO_DIFFERENCE);
    Cell cell = Run.read(CASES.resolve("bare-nan.json")).cells().getFirst();
    assertThat(cell.metric("gc.time").isMeasured()).isFalse();
    assertThat(cell.primary().percentiles()).isEmpty();
  }

  /// Of a sampled one the mean of each iteration's histogram is its score.
  @Test
  void histogramsOfSampledAndOfSingleShotsAreRead() throws IOException {
    List<Cell> cells = Run.read(CASES.resolve("histograms.json")).cells();
    assertThat(cells.get(0).primary().launches()).containsExactly(15.0, 13.0);
    assertThat(cells.get(1).primary().launches()).containsExactly(14.0, 16.0);
  }

  @Test
  void aCellThatIsThereTwiceInOtherUnitsIsRefused() {
    assertThatThrownBy(() -> Run.read(CASES.resolve("same-cell-in-two-units.json")))
        .isInstanceOf(ResultsException.class)
        .hasMessageEndingWith(
            "same-cell-in-two-units.json: a cell is there twice: runs with other units can't be"
                + " taken together: score of x.B.m in ns/op and us/op");
  }

  @Test
  void aReportHasACellThatIsThereTwiceOnce() throws IOException {
    assertThat(Run.read(CASES.resolve("same-cell-twice.json")).cells()).hasSize(1);
  }

  @Test
  void filesPutBehindEachOtherAreRefusedWithThePlace() {
    assertThatThrownBy(() -> Run.read(CASES.resolve("two-arrays.json")))
        .isInstanceOf(ResultsException.class)
        .hasMessageEndingWith(
            "two-arrays.json: line 2, column 1: more text after the end of JMH's JSON; put files"
                + " together into one array");
  }

  @Test
  void withoutRawDataTheReasonNamesTheSettingThatTakesItAway() throws IOException {
    Comparison comparison = compare("without-raw-data.json", "without-raw-data.json", Set.of());
    assertThat(only(comparison).verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
    assertThat(only(comparison).reason())
        .startsWith("no rawData in the base: ")
        .contains("-Djmh.json.rawData=false");
  }

  @Test
  void aMetricThatNoCellHasIsRefusedWithThoseThereAre() {
    assertThatThrownBy(
            () ->
                compare(
                    "metric-prefix-jmh-1.35.json", "metric-prefix-jmh-1.37.json", Set.of("nosuch")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown metric 'nosuch'; the runs have: score, gc.alloc.rate.norm");
  }

  @Test
  void whatCannotDifferIsRefusedAsAnException() {
    assertThatThrownBy(() -> new CompareOptions(0.05, 0.05, Set.of("moon"), Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--across moon: it is one of kernel, cpu, network");
  }

  private static Difference only(Comparison comparison) {
    assertThat(comparison.differences()).hasSize(1);
    return comparison.differences().getFirst();
  }

  private static Comparison compare(String base, String candidate, Set<String> metrics)
      throws IOException {
    CompareOptions options = new CompareOptions(0.05, 0.05, Set.of(), metrics);
    return CompareReport.of(CASES.resolve(base), List.of(CASES.resolve(candidate)), options)
        .comparisons()
        .getFirst();
  }
}
