package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.results.file.ResultsException;
import acceptbench.results.run.Run;
import acceptbench.results.run.Scenario;
import acceptbench.results.table.CellMarks;
import acceptbench.results.table.MainTable;
import acceptbench.results.text.Grid;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The table with a row for each strategy, in the report and in a README.
class MainTableTest {
  @TempDir Path folder;

  private MainTable main(SampleRun run) throws IOException {
    Run read = Run.read(run.writeTo(folder.resolve("run")));
    Scenario scenario = MainScenario.of(read).orElseThrow();
    return MainTable.of(scenario, new CellMarks(scenario)).orElseThrow();
  }

  private Grid table(SampleRun run) throws IOException {
    return main(run).grid();
  }

  @Test
  void withoutRanksTheRowsAreInTheOrderOfThePlanAndItSaysSo() throws IOException {
    assertThat(main(SampleRun.standard()).orderNote())
        .isEqualTo("Rows in the order of the plan, which ranks nobody.");
    Grid table = table(SampleRun.standard());
    assertThat(table.columns())
        .extracting(Grid.Column::header)
        .containsExactly(
            "strategy",
            "no overflow from backlog",
            "served at 128",
            "ghosts at 128",
            "connect p99 at 128",
            "connect p99 at 1024",
            "first byte p99 at 1024");
    assertThat(table.rows())
        .extracting(row -> String.join(" | ", row.subList(0, 5)))
        .containsExactly(
            "blocking | 4096 | 53.3 % | 935 | 1.03 s",
            "nio-selector | 1024 | 53.3 % | 935 | 1.03 s",
            "netty-epoll | 512 | 53.3 % | 935 | 1.03 s",
            "fd-passing | 128 | 100 % | 0 | 800 µs");
  }

  @Test
  void aLargerBacklogThatOverflowsCountsAgainstASmallerThatDidNot() throws IOException {
    SampleRun run = new SampleRun();
    run.burst("lucky", 16, 0);
    run.burst("lucky", 64, 100);
    run.burst("lucky", 256, 0);
    run.burst("never", 16, 10);
    run.burst("never", 64, 10);
    SampleRun.count(run.burst("unknown", 16, 0), "ListenOverflows", Double.NaN);
    assertThat(table(run).rows())
        .extracting(row -> row.get(0) + " " + row.get(1))
        .containsExactly("lucky 256", "never > 64", "unknown not measured");
  }

  @Test
  void theMainScenarioIsTheOneOfMostStrategies() throws IOException {
    SampleRun run = new SampleRun();
    for (String backlog : List.of("16", "128")) {
      run.burst(Map.of("strategy", "nginx", "backlog", backlog, "handlerMicros", "0"), 0);
    }
    for (String strategy : List.of("epoll", "blocking")) {
      run.burst(strategy, 16, 10);
      run.burst(strategy, 128, 0);
    }
    assertThat(table(run).rows()).extracting(List::getFirst).containsExactly("epoll", "blocking");
  }

  @Test
  void aReadmeGetsTheTableBetweenItsMarksAndNothingElseChanges() throws IOException {
    SampleRun run = SampleRun.standard();
    run.environment.put("startedAt", "2026-01-02T03:04:05Z");
    run.environment.put("finishedAt", "2026-01-02T03:07:15.5Z");
    Path source = run.writeTo(folder.resolve("results/a run"));
    Path readme = folder.resolve("README.md");
    Files.writeString(
        readme, "before\n<!-- main table -->\nold\n<!-- end of main table -->\nafter\n");
    Report.write(source, source, new ReportOptions(false, true));
    for (int i = 0; i < 2; i++) {
      Report.into(source, source, readme);
      assertThat(Files.readString(readme))
          .startsWith(
              """
              before
              <!-- main table -->
              [a run](results/a%20run/report.md), Test CPU, 2 CPUs, Linux 6.18.44, 3 min 10 s: \
              `BurstBenchmark.burst` with `burst=2000 handlerMicros=100`. \
              Counts are means over iterations, percentiles are of all iterations together. \
              Rows in the order of the plan, which ranks nobody.

              | strategy |\
              """)
          .contains("\n| fd-passing | 128 | 100 % | 0 | 800 µs |")
          .endsWith(
              """

              ![connect p99 against backlog](results/a%20run/chart.png)
              <!-- end of main table -->
              after
              """)
          .doesNotContain("old");
    }
  }

  @Test
  void aFileWithoutTheMarksAndARunWithoutTheTableAreNamed() throws IOException {
    Path source = SampleRun.standard().writeTo(folder.resolve("run"));
    Path readme = Files.writeString(folder.resolve("README.md"), "nothing\n");
    assertThatThrownBy(() -> Report.into(source, source, readme))
        .isInstanceOf(ResultsException.class)
        .hasMessageStartingWith(readme + ": needs a line <!-- main table -->");
    Files.writeString(readme, "<!-- main table -->\n<!-- end of main table -->\n");
    SampleRun one = new SampleRun();
    one.burst("blocking", 16, 0);
    Path small = one.writeTo(folder.resolve("small"));
    assertThatThrownBy(() -> Report.into(small, small, readme))
        .hasMessage(small + ": a main table needs strategies at two backlogs or more");
    assertThat(Files.readString(readme))
        .isEqualTo("<!-- main table -->\n<!-- end of main table -->\n");
  }

  @Test
  void aCellWhoseClientFellBehindIsMarked() throws IOException {
    SampleRun run = new SampleRun();
    for (String strategy : List.of("late", "early")) {
      for (int backlog : new int[] {16, 128}) {
        ObjectNode cell = run.burst(strategy, backlog, strategy.equals("late") ? 0 : 300);
        SampleRun.count(cell, "rate.offered", 5000);
        SampleRun.count(cell, "rate.achieved", 4000);
        SampleRun.count(cell, "schedule.kept", 1, strategy.equals("late") ? 0 : 1);
      }
    }
    run.writeTo(folder);
    Report.write(folder);
    assertThat(Files.readString(folder.resolve("report.md")))
        .contains("| late | 16 | 100 % § |", "| late | 16 | 4,000 § |", "| early | 16 | 4,000 |")
        .contains("**Not to be trusted**", "In 2 of 4 cells the client could not start")
        .contains("late** at backlog 16: 1 of 1 launch of this cell did not keep the schedule, and")
        .contains("§: the client fell behind its schedule");
    assertThat(Files.readString(folder.resolve("report.html"))).contains("<td>4,000 §");
  }

  @Test
  void theTimeInTheQueueIsShownWhereTheServerWasAsked() throws IOException {
    SampleRun run = new SampleRun();
    ObjectNode cell = run.burst("epoll", 16, 0);
    SampleRun.distribution(
        cell, "queueWait", 0, 2000, 3000, 3000, 9000, 9000, 9000, 9000, 9000, 9000);
    run.writeTo(folder);
    assertThat(Report.table(folder))
        .containsPattern("queue wait p50 +queue wait p99")
        .containsPattern("epoll .* 2.00 ms +9.00 ms +0 +0 +100 %");
    assertThat(Report.table(SampleRun.standard().writeTo(folder.resolve("other"))))
        .doesNotContain("queue wait");
  }

  @Test
  void whereThereAreRanksTheRowsAreInTheirOrder() throws IOException {
    DrawnLaunches drawn = new DrawnLaunches(3);
    for (int backlog : new int[] {64, 1024})
      for (String strategy : List.of("slow", "fast", "fast too")) {
        double micros = strategy.equals("slow") ? 90_000 : 30_000;
        ObjectNode cell = drawn.cell(strategy, backlog, 8, micros, 0);
        SampleRun.distribution(cell, "connect", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
      }
    MainTable main = main(drawn.run);
    assertThat(main.grid().rows())
        .extracting(List::getFirst)
        .containsExactly("fast", "fast too", "slow");
    assertThat(main.orderNote())
        .isEqualTo(
            "Rows by rank in first byte p99 at backlog 1024; those that share a rank are in the"
                + " order of the plan.");
    assertThat(main.grid().columns())
        .as("nothing overflowed, so connect latency is the client's own")
        .extracting(Grid.Column::header)
        .noneMatch(header -> header.startsWith("connect"));
  }
}
