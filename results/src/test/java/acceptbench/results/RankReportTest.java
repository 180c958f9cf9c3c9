package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.results.finding.Finding;
import acceptbench.results.finding.Findings;
import acceptbench.results.run.Run;
import acceptbench.results.text.Sentence;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a report says of who is better, on drawn launches of which it is known who is.
class RankReportTest {
  @TempDir Path folder;
  private final DrawnLaunches drawn = new DrawnLaunches(5);

  private ObjectNode cell(String strategy, int backlog, int launches, double micros, double lost) {
    return drawn.cell(strategy, backlog, launches, micros, lost);
  }

  private List<String> sentences() throws IOException {
    Run read = Run.read(drawn.writeTo(folder));
    return Findings.of(read.scenarios().getFirst()).stream()
        .filter(finding -> finding.heading().equals("Who is better, by a test of the launches"))
        .map(Finding::sentences)
        .flatMap(List::stream)
        .map(Sentence::toText)
        .toList();
  }

  @Test
  void aStrategyAndItsControlArmShareARankAndASlowerOneDoesNot() throws IOException {
    cell("epoll", 1024, 8, 50_000, 0);
    cell("epoll#2", 1024, 8, 50_000, 0);
    cell("slow", 1024, 8, 100_000, 0);
    assertThat(sentences())
        .first()
        .asString()
        .matches(
            "At backlog 1024, first byte p99: epoll(#2)? and epoll(#2)? share the first rank,"
                + " better than slow \\(medians from .* ms against .* ms\\)\\.");
    Report.write(folder);
    assertThat(Files.readString(folder.resolve("report.md")))
        .containsPattern("\\| epoll \\| 1: [0-9.]+ ms \\([0-9.]+ ms … [0-9.]+ ms\\) \\|")
        .containsPattern("\\| epoll.#2 \\| 1: ")
        .containsPattern("\\| slow \\| 3: ")
        .doesNotContain("connect p99:", "overflows:", "ghosts:");
    assertThat(Files.readString(folder.resolve("report.html"))).contains("<h3>Ranks</h3>");
  }

  @Test
  void whereNothingOverflowedConnectIsTheClientsOwnAndNotRanked() throws IOException {
    for (int backlog : new int[] {64, 4096}) {
      double lost = backlog == 64 ? 500 : 0;
      cell("one", backlog, 8, 50_000, lost);
      cell("other", backlog, 8, 500_000, lost);
    }
    assertThat(sentences())
        .filteredOn(sentence -> sentence.contains("connect p99"))
        .singleElement()
        .asString()
        .startsWith("At backlog 64, connect p99: one is better than other (");
    assertThat(sentences()).last().asString().startsWith("Where nothing overflowed, connect");
  }

  @Test
  void withOneLaunchNobodyIsBetterAndTheLineSaysHowManyItTakes() throws IOException {
    cell("one", 64, 1, 50_000, 0);
    cell("other", 64, 1, 500_000, 0);
    cell("third", 64, 1, 500_000, 0);
    assertThat(sentences())
        .first()
        .asString()
        .startsWith("Nobody: with 1 launch of each nothing is ranked. It takes 5 launches (-f 5)");
    Report.write(folder);
    assertThat(Files.readString(folder.resolve("report.md"))).doesNotContain("**Ranks**");
  }

  @Test
  void whoCantBeToldApartIsNotRanked() throws IOException {
    cell("one", 64, 8, 50_000, 0);
    cell("other", 64, 8, 50_000, 0);
    assertThat(sentences())
        .first()
        .isEqualTo("At backlog 64, first byte p99: no two of 2 can be told apart.");
  }

  @Test
  void launchesInTwoGroupsAreShownAsTwo() throws IOException {
    ObjectNode humps = cell("humps", 64, 1, 50_000, 0);
    double[][] values = {{51e3}, {52e3}, {1_040e3}, {50e3}, {49e3}};
    DrawnLaunches.metric(humps, "firstByte:p0.99", "us/op", values);
    cell("other", 64, 5, 50_000, 0);
    drawn.writeTo(folder);
    Report.write(folder);
    assertThat(Files.readString(folder.resolve("report.md"))).contains("4 × 50.5 ms, 1 × 1.04 s");
  }

  @Test
  void aCellWhoseClientFellBehindStaysOutOfTheRanks() throws IOException {
    ObjectNode late = cell("late", 64, 8, 50_000, 0);
    DrawnLaunches.metric(late, "schedule.kept", "#", new double[8][DrawnLaunches.ITERATIONS]);
    cell("one", 64, 8, 100_000, 0);
    cell("other", 64, 8, 300_000, 0);
    assertThat(sentences())
        .first()
        .asString()
        .startsWith("At backlog 64, first byte p99: one is better than other");
  }

  /// In every medium.
  @Test
  void whereNothingOverflowedTheReportSaysWhoseConnectLatencyIsAndRanksFirstByte()
      throws IOException {
    cell("one", 64, 8, 50_000, 0);
    cell("other", 64, 8, 500_000, 0);
    drawn.writeTo(folder);
    Report.write(folder);
    String html = Files.readString(folder.resolve("report.html"));
    for (String said :
        List.of(
            Files.readString(folder.resolve("report.md")), // with ** around names
            html.substring(0, html.indexOf("<script")).replaceAll("</?(code|b)>", ""),
            Report.table(folder))) {
      assertThat(said.replace("**", "").replace('\u00a0', ' ').replace("&#39;", "'"))
          .contains("At backlog 64, first byte p99: one is better than other")
          .contains("the time to connect is the client's own")
          .doesNotContain("connect p99: one", "<h4>connect");
    }
  }

  /// C is worse than A; B lies across both, and can't be told from either.
  @Test
  void whoIsAtTheFirstRankIsNotCalledBetterThanWhomItWasNotToldFrom() throws IOException {
    double[][] launches = {
      {50, 51, 52, 53, 54, 55, 56, 57},
      {49, 51.5, 53.5, 56.5, 61.5, 63.5, 65.5, 68},
      {60, 61, 62, 63, 64, 65, 66, 67}
    };
    for (int i = 0; i < 3; i++) {
      double[][] millis = new double[8][1];
      for (int launch = 0; launch < 8; launch++) millis[launch][0] = 1000 * launches[i][launch];
      DrawnLaunches.metric(
          cell("ABC".substring(i, i + 1), 64, 8, 50_000, 0), "firstByte:p0.99", "us/op", millis);
    }
    assertThat(sentences())
        .first()
        .isEqualTo(
            "At backlog 64, first byte p99: A and B share the first rank, and somebody is better"
                + " than C (medians from 53.5 ms against 63.5 ms).");
  }

  @Test
  void aSentenceShowsBothGroupsAndNoMedianThatNobodyHad() throws IOException {
    cell("fast", 64, 8, 1_000, 0);
    double[][] humps = {{50e3}, {51e3}, {1e6}, {49e3}, {1.01e6}, {1.02e6}, {1.03e6}, {52e3}};
    DrawnLaunches.metric(cell("humps", 64, 8, 50_000, 0), "firstByte:p0.99", "us/op", humps);
    assertThat(sentences()).first().asString().contains("against 4 × 50.5 ms, 4 × 1.01 s).");
  }
}
