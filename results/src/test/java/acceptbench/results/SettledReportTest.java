package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.results.finding.Settled;
import acceptbench.results.run.Run;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a report says of client and server that were not warm yet.
class SettledReportTest {
  @TempDir Path folder;

  private static ObjectNode cell(DrawnLaunches drawn, String strategy, int launches) {
    ObjectNode cell = drawn.cell(strategy, 64, launches, 50_000, 0);
    DrawnLaunches.metric(cell, "server.cpuPerAccept", "us", drawn.drawn(launches, 40));
    DrawnLaunches.metric(cell, "rate.achieved", "#", drawn.drawn(launches, 20_000));
    DrawnLaunches.metric(cell, "client.look", "us", drawn.drawn(launches, 5));
    return cell;
  }

  /// CPU per accept falls by a fifth with each iteration.
  private static double[][] warmingUp(DrawnLaunches drawn, int launches) {
    double[][] values = drawn.drawn(launches, 400);
    for (double[] launch : values)
      for (int i = 0; i < launch.length; i++) launch[i] *= Math.pow(0.8, i);
    return values;
  }

  private String report(DrawnLaunches drawn) throws IOException {
    drawn.writeTo(folder);
    Report.write(folder);
    return Files.readString(folder.resolve("report.md"));
  }

  @Test
  void aCellThatHadNotSettledSaysSo() throws IOException {
    DrawnLaunches drawn = new DrawnLaunches(1);
    cell(drawn, "warm", 5);
    ObjectNode cold = cell(drawn, "cold", 5);
    DrawnLaunches.metric(cold, "server.cpuPerAccept", "us", warmingUp(drawn, 5));
    String report = report(drawn);
    assertThat(report)
        .containsPattern(
            "- \\*\\*cold\\*\\* at backlog 64: server.cpuPerAccept fell from iteration to"
                + " iteration, from 4?[0-9]+ µs in the first to 2[0-9]+ µs in the last")
        .doesNotContain("**warm** at backlog 64: ")
        .containsPattern("\\| cold \\| 64 \\| [0-9,]+ ‡ \\|")
        .containsPattern("\\| warm \\| 64 \\| [0-9,.]+ \\|")
        .contains("- ‡: client or server had not settled");
    assertThat(Report.table(folder)).contains("‡: client or server had not settled");
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("server.cpuPerAccept fell from iteration to iteration");
  }

  @Test
  void whereNothingMovesItSaysWhatItLookedAt() throws IOException {
    DrawnLaunches drawn = new DrawnLaunches(2);
    cell(drawn, "one", 5);
    cell(drawn, "other", 5);
    assertThat(report(drawn))
        .contains("- In none of 2 cells a trend was seen from iteration to iteration")
        .contains("corrected for 6 tests")
        .doesNotContain("‡");
  }

  @Test
  void oneLaunchOfThreeIterationsCantTell() throws IOException {
    DrawnLaunches drawn = new DrawnLaunches(3);
    ObjectNode cold = cell(drawn, "cold", 1);
    DrawnLaunches.metric(cold, "server.cpuPerAccept", "us", warmingUp(drawn, 1));
    assertThat(report(drawn)).contains("- Not known: so few launches and iterations");
  }

  @Test
  void aLaunchThatDidNotKeepItsScheduleIsNotLookedAt() throws IOException {
    DrawnLaunches drawn = new DrawnLaunches(4);
    ObjectNode cold = cell(drawn, "cold", 5);
    DrawnLaunches.metric(cold, "server.cpuPerAccept", "us", warmingUp(drawn, 5));
    DrawnLaunches.metric(cold, "schedule.kept", "#", new double[5][3]);
    assertThat(report(drawn)).contains("5 of 5 launches of this cell").doesNotContain("‡");
  }

  /// Ten cells with three figures each.
  @Test
  void of20ScenariosWithoutATrendOneHasAMarkAtMost() throws IOException {
    int marked = 0;
    for (int i = 0; i < 200; i++) {
      DrawnLaunches drawn = new DrawnLaunches(1000 + i);
      for (int c = 0; c < 10; c++) cell(drawn, "s" + c, 5);
      Run run = Run.readScores(drawn.writeTo(folder.resolve("same")));
      Settled settled = Settled.of(run.scenarios().getFirst());
      assertThat(settled.tested()).isEqualTo(30);
      if (!settled.trends().isEmpty()) marked++;
    }
    // 5 % of 200, and three standard deviations of such a count.
    assertThat(marked).isLessThanOrEqualTo(10 + 9);
  }
}
