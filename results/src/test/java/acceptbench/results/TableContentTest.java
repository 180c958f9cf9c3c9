package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stands in and around the tables of a report: parameters, rates, groups, stalls.
class TableContentTest {
  @TempDir Path folder;
  private final DrawnLaunches drawn = new DrawnLaunches(1);

  private String markdown() throws IOException {
    drawn.writeTo(folder);
    Report.write(folder);
    return Files.readString(folder.resolve("report.md"));
  }

  private String html() throws IOException {
    String html = Files.readString(folder.resolve("report.html"));
    return html.substring(0, html.indexOf("<script"));
  }

  private static Map<String, String> params(String... others) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("strategy", "epoll");
    params.put("backlog", "64");
    for (int i = 0; i < others.length; i += 2) params.put(others[i], others[i + 1]);
    return params;
  }

  private ObjectNode defaults() {
    return drawn
        .run
        .environment
        .putObject("defaults")
        .putObject("acceptbench.bench.BurstBenchmark.burst");
  }

  @Test
  void parametersAtTheirDefaultsAreBehindAFold() throws IOException {
    drawn.cell(params("burst", "500", "workers", "2", "syncookies", "1"), 5, 5e4, 0);
    defaults().put("burst", "2000").put("workers", "2").put("syncookies", "1");
    assertThat(markdown())
        .contains("Constant here: burst=500\n")
        .contains("<details><summary>2 parameters at their defaults</summary>\n\n")
        .contains("\nsyncookies=1 workers=2 \n\n</details>")
        .doesNotContain("defaults.acceptbench");
    assertThat(html())
        .contains("<span><code>burst</code> 500</span> </p>")
        .contains("<summary>2 parameters at their defaults</summary>");
    assertThat(Report.table(folder))
        .contains("\nwith burst=500, and 2 parameters at their defaults\n")
        .doesNotContain("workers=2");
  }

  @Test
  void whereDefaultsAreNotKnownAllParametersStandThere() throws IOException {
    drawn.cell(params("burst", "500", "workers", "2"), 5, 5e4, 0);
    assertThat(markdown()).contains("Constant here: burst=500 workers=2").doesNotContain("details");
    assertThat(Report.table(folder)).contains("\nwith burst=500 workers=2\n");
  }

  @Test
  void resetsHaveAColumnWhereThereAreSome() throws IOException {
    ObjectNode cell = drawn.cell(params(), 5, 5e4, 0);
    assertThat(markdown()).doesNotContain("| resets |");
    SampleRun.count(cell, "ledger.reset", 30, 30);
    assertThat(markdown()).contains("| resets |").contains("| 30 |");
  }

  @Test
  void theOfferedRateStandsAtEachTable() throws IOException {
    for (String backlog : new String[] {"64", "1024"})
      for (String strategy : new String[] {"epoll", "nginx"}) {
        Map<String, String> params = params("burst", "2000", "burstRate", "20000");
        params.put("strategy", strategy);
        params.put("backlog", backlog);
        ObjectNode cell = drawn.cell(params, 8, 5e4, 0);
        SampleRun.distribution(cell, "connect", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        double[][] achieved = DrawnLaunches.oneOf(8, 19_990, 19_992);
        DrawnLaunches.metric(cell, "rate.achieved", "#", achieved);
      }
    String full = "Offered: 20,000 connections per second; achieved: 19,990 per second.";
    assertThat(markdown())
        .contains("\n" + full + "\n")
        .contains("**A row for each strategy**, 20,000 connections/s offered\n")
        .contains("first byte p99, 20,000 connections/s offered:")
        .containsPattern("\\| epoll \\| 64 \\| 19,990");
    assertThat(html())
        .contains("<p class=\"rate\">" + full + "</p>")
        .contains("<h3>A row for each strategy, 20,000 connections/s offered</h3>")
        .contains("<h4>first byte p99, 20,000 connections/s offered</h4>");
    assertThat(Report.table(folder)).contains("\n" + full + "\n");
  }

  @Test
  void aMeasuredOfferedRateIsTheOneShown() throws IOException {
    ObjectNode cell = drawn.cell(params("rate", "5000"), 5, 5e4, 0);
    DrawnLaunches.metric(cell, "rate.offered", "#", DrawnLaunches.oneOf(5, 4_998, 4_998));
    DrawnLaunches.metric(cell, "rate.achieved", "#", DrawnLaunches.oneOf(5, 4_990, 4_990));
    assertThat(markdown())
        .contains("Offered: 4,998 connections per second; achieved: 4,990 per second.");
  }

  @Test
  void withoutAScheduleItSaysThatCellsDidNotHaveTheSameLoad() throws IOException {
    for (double rate : new double[] {4_000, 165_000}) {
      Map<String, String> params = params("burstRate", "max");
      params.put("backlog", rate > 5_000 ? "64" : "128");
      double[][] achieved = DrawnLaunches.oneOf(5, rate, rate);
      DrawnLaunches.metric(drawn.cell(params, 5, 5e4, 0), "rate.achieved", "#", achieved);
    }
    assertThat(markdown())
        .contains(
            "Offered: no rate; the client started connections as fast as it could; achieved: 4,000"
                + " to 165,000 per second, so cells did not have the same load.");
    ObjectNode closed = new DrawnLaunches(2).cell(params("arrivals", "closed"), 5, 5e4, 0);
    drawn.run.cells.removeAll().add(closed);
    assertThat(markdown()).doesNotContain("Offered");
    DrawnLaunches.metric(closed, "rate.offered", "#", DrawnLaunches.oneOf(5, 7, 7));
    DrawnLaunches.metric(closed, "rate.achieved", "#", DrawnLaunches.oneOf(5, 7, 7));
    assertThat(markdown())
        .contains(
            "Offered: no rate; each connection started when another one had ended; achieved: 7 per"
                + " second.");
  }

  /// A mean of 348 and a median of 50.5 are what no launch had.
  @Test
  void everyFigureOfLaunchesInTwoGroupsShowsBoth() throws IOException {
    ObjectNode cell = drawn.cell(params(), 5, 5e4, 0);
    double[][] humps = {{51e3}, {52e3}, {1_040e3}, {50e3}, {1_050e3}};
    double[][] lost = {{0}, {0}, {870}, {0}, {872}};
    double[][] served = {{2000}, {2000}, {600}, {2000}, {600}};
    for (String metric : new String[] {"connect:p0.50", "connect:p0.99", "firstByte:p0.99"})
      DrawnLaunches.metric(cell, metric, "us/op", humps);
    DrawnLaunches.metric(cell, "ListenOverflows", "#", lost);
    DrawnLaunches.metric(cell, "ledger.ghost", "#", lost);
    DrawnLaunches.metric(cell, "ledger.served", "#", served);
    DrawnLaunches.metric(cell, "ledger.attempted", "#", DrawnLaunches.oneOf(5, 2000, 2000));
    String two = "3 × 51.0 ms, 2 × 1.05 s";
    assertThat(markdown())
        .contains(
            "| epoll | 64 | %s | %s | not measured | %s |".formatted(two, two, two)
                + " 3 × 0, 2 × 871 | 3 × 0, 2 × 871 | 2 × 30 %, 3 × 100 % |")
        .contains("- 4 × A, 1 × B: the launches")
        .contains("- Up to 872 of 2,000 connections of an iteration (43.6 %) were ghosts");
    assertThat(html()).contains(two);
    assertThat(Report.table(folder)).contains(two, "4 × A, 1 × B: the launches");
  }

  /// Of two iterations of a launch one had a retry.
  @Test
  void whatLiesBetweenTwoIterationsIsNotShown() throws IOException {
    ObjectNode cell = drawn.cell(params(), 5, 5e4, 0);
    double[][] launches = {{8e3, 7e3}, {8e3, 8e3}, {9e3, 1_020e3}, {8e3, 8e3}, {8e3, 8e3}};
    DrawnLaunches.metric(cell, "connect:p0.99", "us/op", launches);
    assertThat(markdown()).contains("| 4 × 8.00 ms, 1 × 1.02 s |");
  }

  @Test
  void ofASingleLaunchTheIterationsAreLookedAt() throws IOException {
    ObjectNode cell = drawn.cell(params(), 1, 5e4, 0);
    DrawnLaunches.metric(
        cell, "connect:p0.99", "us/op", new double[][] {{1.05e6, 54e3, 51e3, 42e3, 50e3}});
    assertThat(markdown()).contains("| 4 × 50.5 ms, 1 × 1.05 s |");
  }

  @Test
  void resultsFromElsewhereShowBothGroupsToo() throws IOException {
    ObjectNode cell = drawn.run.cell("org.example.Any.bench", "avgt", Map.of("n", "1"));
    double[][] scores = {{10}, {11}, {100}, {12}, {101}};
    SampleRun.metric(cell, "primaryMetric", "ns/op", scores);
    assertThat(markdown()).contains("| 1 | 3 × 11.0, 2 × 101 |");
  }

  @Test
  void stallsThatWereAskedForStandInTheTable() throws IOException {
    ObjectNode cell = drawn.cell(params("stallMillis", "300"), 2, 5e4, 0);
    DrawnLaunches.metric(cell, "stall.count", "#", DrawnLaunches.oneOf(2, 1, 1));
    DrawnLaunches.metric(cell, "stall.acceptors", "#", DrawnLaunches.oneOf(2, 4, 4));
    DrawnLaunches.metric(cell, "stall.millis", "ms", DrawnLaunches.oneOf(2, 300.4, 312));
    DrawnLaunches.metric(cell, "stall.startMillis", "ms", DrawnLaunches.oneOf(2, -0.2, 0.5));
    assertThat(markdown())
        .contains("| stalls | acceptors stalled | stalled for | first stall after start |")
        .contains("| 1 | 4 | 300 ms to 312 ms | -200 µs to 500 µs |");
    assertThat(html()).contains("300 ms to 312 ms");
    assertThat(Report.table(folder)).contains("300 ms to 312 ms");
  }

  @Test
  void whatAStallCostAndHowLongItWasFeltStandBesideIt() throws IOException {
    ObjectNode cell = drawn.cell(params("stallMillis", "300"), 2, 5e4, 0);
    DrawnLaunches.metric(cell, "stall.count", "#", DrawnLaunches.oneOf(2, 1, 1));
    DrawnLaunches.metric(cell, "stall.cpuMillis", "ms", DrawnLaunches.oneOf(2, 299, 301));
    DrawnLaunches.metric(cell, "stall.recoverMillis", "ms", DrawnLaunches.oneOf(2, 0.1, 700));
    assertThat(markdown())
        .contains("| CPU burned stalled | first greeted after |")
        .contains("| 299 ms to 301 ms | 100 µs to 700 ms |");
  }

  @Test
  void theBacklogThatWouldHaveBeenEnoughStandsInTheTable() throws IOException {
    ObjectNode enough = drawn.cell(params(), 2, 5e4, 0);
    DrawnLaunches.metric(enough, "listener.effectiveBacklog", "#", DrawnLaunches.oneOf(2, 64, 64));
    DrawnLaunches.metric(
        enough, "backlog.neededAtLeast", "#", new double[][] {{40, 41, 42}, {44, 45, 65}});
    Map<String, String> params = params();
    params.put("strategy", "blocking");
    ObjectNode tooSmall = drawn.cell(params, 2, 5e4, 0);
    DrawnLaunches.metric(
        tooSmall, "listener.effectiveBacklog", "#", DrawnLaunches.oneOf(2, 64, 64));
    DrawnLaunches.metric(
        tooSmall, "backlog.neededAtLeast", "#", new double[][] {{65, 65, 65}, {65, 65, 65}});
    assertThat(markdown())
        .contains("| backlog needed | backlog needed p95 |")
        .contains("| 43 | more than 64 |")
        .contains("| more than 64 | more than 64 |")
        .contains("backlog needed at least:");
    assertThat(html()).contains("backlog needed p95");
    assertThat(Report.table(folder)).contains("backlog needed p95");
  }

  @Test
  void withoutAStallNothingIsSaidOfStalls() throws IOException {
    ObjectNode cell = drawn.cell(params("stallMillis", "0", "pauseMillis", "0"), 2, 5e4, 0);
    DrawnLaunches.metric(cell, "stall.count", "#", new double[2][3]);
    assertThat(markdown()).doesNotContain("| stalls |");
  }

  @Test
  void launchesThatDidNotKeepTheScheduleAreCounted() throws IOException {
    ObjectNode cell = drawn.cell(params(), 8, 5e4, 0);
    DrawnLaunches.metric(cell, "rate.achieved", "#", DrawnLaunches.oneOf(8, 9_000, 5_000));
    DrawnLaunches.metric(cell, "schedule.kept", "#", DrawnLaunches.oneOf(8, 1, 0));
    assertThat(markdown())
        .contains(
            "- **epoll** at backlog 64: 1 of 8 launches of this cell did not keep the schedule, and"
                + " stays out.")
        .containsPattern("\\| epoll \\| 64 \\| [0-9,.]+ † \\|");
  }
}
