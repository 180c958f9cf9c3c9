package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.results.compare.CompareOptions;
import acceptbench.results.compare.Comparison;
import acceptbench.results.compare.Difference;
import acceptbench.results.compare.Verdict;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One run compared along a parameter, on drawn launches of which it is known what differs.
class CompareByTest {
  private static final int LAUNCHES = 10;

  @TempDir Path scratch;
  private final DrawnLaunches drawn = new DrawnLaunches(11);

  private CompareReport by(String parameter, String base) throws IOException {
    return by(parameter, base, CompareOptions.USUAL);
  }

  private CompareReport by(String parameter, String base, CompareOptions options)
      throws IOException {
    Path run = drawn.writeTo(scratch.resolve("run"));
    return CompareReport.along(parameter, base, List.of(run), options);
  }

  private static Difference figure(Comparison comparison, String metric) {
    return comparison.differences().stream()
        .filter(one -> one.metric().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aStrategyIsWorseThanAnotherAndNotThanItsControlArm() throws IOException {
    drawn.cell("epoll", 1024, LAUNCHES, 50_000, 0);
    drawn.cell("slow", 1024, LAUNCHES, 75_000, 0);
    drawn.cell("epoll#2", 1024, LAUNCHES, 50_000, 0);
    CompareReport report = by("strategy", "");
    assertThat(report.comparisons())
        .extracting(one -> one.base().name() + " " + one.candidate().name())
        .containsExactly("epoll slow", "epoll epoll#2", "slow epoll#2");
    assertThat(report.comparisons())
        .extracting(one -> figure(one, "first byte p99").verdict())
        .containsExactly(Verdict.WORSE, Verdict.NO_DIFFERENCE, Verdict.BETTER);
    assertThat(figure(report.comparisons().getFirst(), "first byte p99").change())
        .isBetween(0.3, 0.7);
    assertThat(report.toText())
        .startsWith("run along strategy\n")
        .contains("strategy: slow against epoll\n")
        .containsPattern("cell +figure +epoll +slow +difference")
        .containsPattern("backlog 1024 +first byte p99 .* worse");
  }

  @Test
  void withABaseTheOthersAreComparedWithItAlone() throws IOException {
    for (String strategy : List.of("a", "b", "c")) drawn.cell(strategy, 64, LAUNCHES, 50_000, 0);
    assertThat(by("strategy", "b").comparisons())
        .extracting(one -> one.base().name() + " " + one.candidate().name())
        .containsExactly("b a", "b c");
  }

  /// Six arms of one strategy at two backlogs: 15 pairs, 120 figures that are not all 0.
  @Test
  void ofSetsOfControlArmsOneIn20RaisesAnAlarmAtMost() throws IOException {
    int alarms = 0;
    CompareOptions anySize = new CompareOptions(0.05, 0, Set.of(), Set.of());
    for (int set = 0; set < 100; set++) {
      DrawnLaunches same = new DrawnLaunches(100 + set);
      for (int arm = 1; arm <= 6; arm++)
        for (int backlog : new int[] {64, 1024})
          same.cell("epoll#" + arm, backlog, LAUNCHES, 50_000, 300);
      Path run = same.writeTo(scratch.resolve("same"));
      List<Comparison> pairs =
          CompareReport.along("strategy", "", List.of(run), anySize).comparisons();
      assertThat(pairs).hasSize(15).allMatch(pair -> pair.tested() == 90);
      if (pairs.stream().anyMatch(pair -> !pair.changes().isEmpty())) alarms++;
    }
    // 5 % of 100, and three standard deviations of such a count.
    assertThat(alarms).isLessThanOrEqualTo(5 + 6);
  }

  @Test
  void backlogsAreComparedThoughTheirEffectiveBacklogsDiffer() throws IOException {
    for (int backlog : new int[] {4096, 64}) {
      ObjectNode cell = drawn.cell("epoll", backlog, LAUNCHES, 50_000, backlog == 64 ? 900 : 0);
      DrawnLaunches.metric(
          cell, "listener.effectiveBacklog", "#", DrawnLaunches.oneOf(LAUNCHES, backlog, backlog));
    }
    Comparison only = by("backlog", "").comparisons().getFirst();
    assertThat(only.base().name()).isEqualTo("64");
    Difference overflows = figure(only, "overflows");
    assertThat(overflows.verdict()).isEqualTo(Verdict.BETTER);
    assertThat(only.labels().of(overflows.cell())).isEqualTo("epoll");
  }

  @Test
  void whatElseVariesIsSaid() throws IOException {
    for (String micros : List.of("0", "100"))
      for (String strategy : List.of("a", "b")) drawn.cell(params(strategy, micros), 8, 5e4, 0);
    drawn.cell(Map.of("strategy", "c", "backlog", "64", "handlerMicros", "0"), 8, 5e4, 0);
    assertThat(by("strategy", "").toText())
        .contains(
            "- handlerMicros varies with strategy (0, 100 with a; 0, 100 with b; 0 with c): cells"
                + " that differ in it are not compared\n");
    assertThat(by("handlerMicros", "").toText())
        .contains("- strategy varies with handlerMicros (a, b, c with 0; a, b with 100)");
  }

  @Test
  void whatIsCrossedIsComparedAtEachOfItsValues() throws IOException {
    for (String micros : List.of("0", "100"))
      for (String strategy : List.of("a", "b")) drawn.cell(params(strategy, micros), 8, 5e4, 0);
    CompareReport report = by("strategy", "");
    assertThat(report.toText())
        .contains("- handlerMicros (0, 100) varies as well: each combination is compared by itself")
        .doesNotContain("without a counterpart");
    assertThat(report.comparisons()).hasSize(1);
    assertThat(report.comparisons().getFirst().differences()).hasSize(10);
  }

  private static Map<String, String> params(String strategy, String micros) {
    return Map.of("strategy", strategy, "backlog", "64", "handlerMicros", micros);
  }

  @Test
  void anotherRateIsSaidAsItMayBeWhatDiffers() throws IOException {
    for (String strategy : List.of("a", "b")) {
      ObjectNode cell = drawn.cell(strategy, 64, 8, 50_000, 0);
      double rate = strategy.equals("a") ? 10_000 : 26_000;
      DrawnLaunches.metric(cell, "rate.achieved", "#", DrawnLaunches.oneOf(8, rate, rate));
    }
    assertThat(by("strategy", "").toText())
        .contains(
            "- in 1 of 1 pairs of cells the connections came at another rate (rate.achieved, up to"
                + " 2.60 times as fast): what differs may be the load");
  }

  @Test
  void aLaunchThatDidNotKeepItsScheduleStaysOut() throws IOException {
    DrawnLaunches.metric(
        drawn.cell("a", 64, 8, 50_000, 0), "schedule.kept", "#", DrawnLaunches.oneOf(8, 1, 0));
    DrawnLaunches.metric(drawn.cell("b", 64, 8, 50_000, 0), "schedule.kept", "#", new double[8][3]);
    DrawnLaunches.metric(
        drawn.cell("c", 64, 8, 50_000, 0),
        "schedule.kept",
        "#",
        DrawnLaunches.oneOf(8, Double.NaN, 1));
    CompareReport report = by("strategy", "c");
    assertThat(report.toText())
        .contains("- 1 of 8 launches of a, backlog 64 in run did not keep the schedule, and stay")
        .contains("- 8 of 8 launches of b, backlog 64 in run did not keep the schedule, and stay");
    assertThat(report.comparisons())
        .extracting(one -> figure(one, "first byte p99"))
        .satisfiesExactly(
            a -> assertThat(a.candidateForks()).isEqualTo(7),
            b -> assertThat(b.reason()).isEqualTo("no launch kept the schedule in the new run"))
        .allMatch(one -> one.baseForks() == 8);
  }

  @Test
  void launchesInTwoGroupsAreShownAsTwo() throws IOException {
    double[][] humps = {{51e3}, {52e3}, {1_040e3}, {50e3}, {49e3}};
    DrawnLaunches.metric(drawn.cell("humps", 64, 5, 50_000, 0), "firstByte:p0.99", "us/op", humps);
    drawn.cell("other", 64, 5, 10_000, 0);
    CompareReport report = by("strategy", "");
    assertThat(report.toText()).contains("4 × 50.5 ms, 1 × 1.04 s");
    report.write(scratch.resolve("out"));
    assertThat(Files.readString(scratch.resolve("out/compare.md")))
        .contains("4 × 50.5 ms, 1 × 1.04 s");
    assertThat(Files.readString(scratch.resolve("out/compare.html")))
        .contains("4 × 50.5 ms, 1 × 1.04 s", "<th scope=\"col\">humps<th scope=\"col\">other")
        .contains("strategy: other against humps");
  }

  @Test
  void programsGetPairsAndRanks() throws IOException {
    drawn.cell("epoll", 64, 8, 50_000, 0);
    drawn.cell("epoll#2", 64, 8, 50_000, 0);
    drawn.cell("slow", 64, 8, 100_000, 0);
    JsonNode json = SampleRun.MAPPER.readTree(by("strategy", "").toJson());
    assertThat(json.get("by").asText()).isEqualTo("strategy");
    assertThat(json.get("values")).hasSize(3);
    assertThat(json.get("comparisons")).hasSize(3);
    JsonNode ranks = json.get("ranks");
    assertThat(ranks.findValuesAsText("figure"))
        .as("nothing overflowed, so that connect ranks nobody")
        .containsExactly("first byte p99", "overflows", "ghosts");
    JsonNode table = ranks.get(0);
    assertThat(table.get("params").get("backlog").asText()).isEqualTo("64");
    assertThat(table.get("ranked").asBoolean()).isTrue();
    assertThat(table.get("places").findValuesAsText("rank")).containsExactly("1", "1", "3");
    assertThat(table.get("places").get(2).get("worseThan"))
        .extracting(JsonNode::asText)
        .containsExactly("epoll", "epoll#2");
  }

  /// On loopback the whole handshake runs on the client's CPU.
  @Test
  void theTimeToConnectIsTheClientsOwnWhereNothingOverflowed() throws IOException {
    drawn.cell("epoll", 64, 8, 50_000, 0);
    drawn.cell("slow", 64, 8, 100_000, 0);
    drawn.cell("epoll", 32, 8, 50_000, 500);
    drawn.cell("slow", 32, 8, 100_000, 500);
    List<Difference> connect =
        by("strategy", "").comparisons().getFirst().differences().stream()
            .filter(one -> one.metric().equals("connect p99"))
            .toList();
    assertThat(connect)
        .extracting(one -> one.cell().params().get("backlog") + " " + one.verdict())
        .containsExactly("64 NOT_COMPARABLE", "32 WORSE");
    assertThat(connect.getFirst().reason()).contains("the client's own");
  }

  @Test
  void whatOnlySomeBenchmarksMeasureIsJudgedWhereItIsMeasured() throws IOException {
    for (String strategy : List.of("epoll", "slow")) {
      double factor = strategy.equals("slow") ? 2 : 1;
      ObjectNode cell = drawn.cell(strategy, 64, 8, 50_000, 0);
      DrawnLaunches.metric(cell, "backlog.neededAtLeast", "#", drawn.drawn(8, 30 * factor));
      DrawnLaunches.metric(cell, "drain.nanosPerConnection", "ns", drawn.drawn(8, 9e3 * factor));
    }
    assertThat(by("strategy", "").comparisons().getFirst().differences())
        .filteredOn(one -> one.verdict() == Verdict.WORSE)
        .extracting(Difference::metric)
        .containsExactly("backlog needed at least", "per connection of a full queue");
  }

  @Test
  void whatCantBeAskedIsOneLine() throws IOException {
    drawn.cell("a", 64, 1, 50_000, 0);
    drawn.cell("b", 64, 1, 50_000, 0);
    assertRefused("nosuch", "", "unknown parameter 'nosuch'; run has: backlog, burst, strategy");
    assertRefused("strategy", "c", "no cell of run has strategy=c; it has: a, b");
    assertRefused(
        "backlog",
        "",
        "run has one value of backlog only, 64: there is nothing to compare it with");
    assertRefused(
        "strategy",
        "",
        "run has one launch of each cell, which says nothing of chance: it takes 5 to judge 5"
            + " figures (-f), or several runs, with commas between them");
  }

  @Test
  void aParameterThatNeverVariesAloneIsRefusedWithTheReason() throws IOException {
    drawn.cell(params("a", "0"), 8, 5e4, 0);
    drawn.cell(params("b", "100"), 8, 5e4, 0);
    assertRefused(
        "strategy",
        "",
        "no two cells of run differ in strategy alone: handlerMicros varies with strategy (0 with"
            + " a; 100 with b): cells that differ in it are not compared");
  }

  private void assertRefused(String parameter, String base, String message) {
    assertThatThrownBy(() -> by(parameter, base))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
