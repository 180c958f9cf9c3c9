package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.results.finding.Finding;
import acceptbench.results.finding.Findings;
import acceptbench.results.run.Cell;
import acceptbench.results.run.Run;
import acceptbench.results.text.Sentence;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a report says first, against the numbers it is made from.
class SummaryTest {
  @TempDir Path folder;

  private List<String> sentences(SampleRun run, String heading) throws IOException {
    Run read = Run.read(run.writeTo(folder));
    Finding finding =
        Findings.of(read.scenarios().getFirst()).stream()
            .filter(one -> one.heading().equals(heading))
            .findFirst()
            .orElseThrow();
    return finding.sentences().stream().map(Sentence::toText).toList();
  }

  @Test
  void theSmallestBacklogWithoutAnOverflowIsNamed() throws IOException {
    assertThat(sentences(SampleRun.standard(), "Where each began to overflow"))
        .containsExactly(
            "blocking overflowed at backlog 1024 and below; the smallest backlog without an"
                + " overflow was 4096.",
            "nio-selector overflowed at backlog 512 and below; the smallest backlog without an"
                + " overflow was 1024.",
            "netty-epoll overflowed at backlog 128 and below; the smallest backlog without an"
                + " overflow was 512.",
            "fd-passing overflowed at backlog 16; the smallest backlog without an overflow was"
                + " 128.");
  }

  @Test
  void whereManySayTheSameTheyAreNotAllNamed() throws IOException {
    SampleRun run = new SampleRun();
    run.burst("only", 16, 0);
    for (int i = 0; i < 17; i++) {
      run.burst("strategy-" + i, 16, 10);
    }
    assertThat(sentences(run, "Where each began to overflow"))
        .containsExactly(
            "only did not overflow at any backlog measured, from 16 up.",
            "The other 17 strategies overflowed at every backlog measured, up to 16.");
  }

  @Test
  void anOverflowInOneIterationOnlyIsAnOverflow() throws IOException {
    SampleRun run = new SampleRun();
    SampleRun.count(run.burst("blocking", 16, 0), "ListenOverflows", 0, 0, 1);
    assertThat(sentences(run, "Where each began to overflow"))
        .containsExactly("blocking overflowed at every backlog measured, up to 16.");
  }

  @Test
  void theWorstShareOfGhostsIsNamed() throws IOException {
    assertThat(sentences(SampleRun.standard(), "Ghosts"))
        .contains(
            "Up to 991 of 2,000 connections of an iteration (49.6 %) were ghosts: blocking at"
                + " backlog 16.",
            "Ghosts were seen in 10 of 20 cells.");
  }

  @Test
  void ghostsThatTheServerGaveUpAreToldApart() throws IOException {
    SampleRun run = SampleRun.standard();
    assertThat(sentences(run, "Ghosts")).noneMatch(said -> said.contains("gave them up"));
    ObjectNode cell = run.burst("epoll", 20, 45);
    SampleRun.count(cell, "ledger.ghost", 5, 5, 5);
    SampleRun.count(cell, "ledger.givenUp", 4, 4, 4);
    assertThat(sentences(run, "Ghosts"))
        .contains(
            "Up to 4 became ghosts in another way (epoll at backlog 20): the server kept them"
                + " half-open, ignored their final ACKs, and gave them up after 7 s, while its SYN"
                + " queue held more than half of the backlog.");
  }

  @Test
  void whatHalfOpenClientsDoToTheOthersIsSaidForStrategiesTogether() throws IOException {
    SampleRun run = new SampleRun();
    for (String strategy : new String[] {"blocking", "epoll"}) {
      Map<String, String> params =
          Map.of("strategy", strategy, "backlog", "128", "halfOpen", "2000");
      ObjectNode cell = run.burst(params, 0);
      SampleRun.count(cell, "listener.halfOpen", 129, 129, 129);
      SampleRun.count(cell, "SyncookiesSent", 3871);
      SampleRun.count(cell, "SyncookiesRecv", 2000);
    }
    assertThat(sentences(run, "Half-open clients"))
        .containsExactly(
            "blocking and epoll at backlog 128: 129 of 2000 half-open clients were kept in"
                + " SYN_RECV; 100 % of the connections attempted were served, 0 % ended in a"
                + " reset.");
    assertThat(Report.table(run.writeTo(folder)).lines())
        .anyMatch(line -> line.contains("half-open  cookies sent  cookies received"))
        .anyMatch(line -> line.matches("epoll .* 100 % +0 +129 +3,871 +2,000 +0"));
  }

  @Test
  void theCliffStartsWhereOneInAHundredWaitsASecond() throws IOException {
    assertThat(sentences(SampleRun.standard(), "Where the 1-second cliff starts"))
        .contains(
            "netty-epoll: 1 % of the clients or more waited a second at backlog 128 and below.");
  }

  @Test
  void whatFailedAndWhatWasLeftOutIsSaidWithItsReason() throws IOException {
    SampleRun run = SampleRun.standard();
    ObjectNode cells = run.environment.putObject("cells");
    ObjectNode failed = cells.putArray("failed").addObject();
    failed.put("benchmark", "BurstBenchmark.burst").put("reason", "the ledger is off by 3");
    failed.putObject("params").put("strategy", "epoll").put("backlog", "16");
    cells.putArray("leftOut").addObject().put("strategy", "nginx").put("reason", "not installed");
    Finding finding = Findings.notMeasured(Run.read(run.writeTo(folder)));
    assertThat(finding.sentences().stream().map(Sentence::toText))
        .containsExactly(
            "Failed: BurstBenchmark.burst strategy=epoll backlog=16: the ledger is off by 3",
            "Left out: nginx: not installed");
  }

  @Test
  void aHistogramLogRefinesTheCurveOfItsCell() throws IOException {
    SampleRun run = new SampleRun();
    ObjectNode cell = run.burst(Map.of("strategy", "a b", "backlog", "16"), 0);
    SampleRun.distribution(cell, "connect", 1, 500, 900, 950, 990, 999, 1000, 1000, 1000, 1000);
    run.writeTo(folder);
    writeLog("BurstBenchmark.burst;backlog=16;strategy=a_b;iteration=0;connect", 1_000);
    Cell read = Run.read(folder).cells().getFirst();
    assertThat(read.connect().curve().size()).isGreaterThan(15);
    assertThat(read.connect().curve().ceilingEntry(90.0).getValue()).isBetween(900.0, 925.0);
    assertThat(read.connect().percentiles()).hasSize(10);
  }

  @Test
  void aHistogramLogThatDoesNotAgreeIsNotUsed() throws IOException {
    SampleRun run = new SampleRun();
    ObjectNode cell = run.burst(Map.of("strategy", "a", "backlog", "16"), 0);
    SampleRun.distribution(cell, "connect", 1, 500, 900, 950, 990, 999, 1000, 1000, 1000, 1000);
    run.writeTo(folder);
    writeLog("BurstBenchmark.burst;backlog=16;strategy=a;iteration=0;connect", 1_200);
    assertThat(Run.read(folder).cells().getFirst().connect().curve()).hasSize(10);
  }

  /// Round by round, as a run measures them: the second launch comes after another cell.
  @Test
  void launchesOfACellThatStandApartAreOneCurve() throws IOException {
    writeTwoLaunches("1", "2");
    Cell read = Run.read(folder).cells().getFirst();
    assertThat(read.connect().curve().size()).isGreaterThan(15);
    assertThat(read.connect().curve().ceilingEntry(90.0).getValue()).isBetween(900.0, 925.0);
  }

  @Test
  void aLaunchThatIsThereTwiceLeavesTheCellWithoutAFinerCurve() throws IOException {
    writeTwoLaunches("1", "1");
    assertThat(Run.read(folder).cells().getFirst().connect().curve()).hasSize(10);
  }

  private void writeTwoLaunches(String first, String second) throws IOException {
    SampleRun run = new SampleRun();
    ObjectNode cell = run.burst(Map.of("strategy", "a", "backlog", "16"), 0);
    SampleRun.distribution(cell, "connect", 1, 500, 900, 950, 990, 999, 1000, 1000, 1000, 1000);
    run.writeTo(folder);
    String tag = "BurstBenchmark.burst;backlog=16;strategy=";
    writeLog(
        values(tag + "a;iteration=0;launch=" + first + ";connect", 1, 500),
        values(tag + "b;iteration=0;launch=1;connect", 1, 10),
        values(tag + "a;iteration=0;launch=" + second + ";connect", 501, 1_000));
  }

  /// A log of values from 1 to `micros` microseconds.
  private void writeLog(String tag, int micros) throws IOException {
    writeLog(values(tag, 1, micros));
  }

  private void writeLog(Histogram... histograms) throws IOException {
    SampleRun.writeLog(folder.resolve("histograms.hlog"), List.of(histograms));
  }

  private static Histogram values(String tag, int fromMicros, int toMicros) {
    Histogram histogram = new Histogram(3);
    for (int i = fromMicros; i <= toMicros; i++) {
      histogram.recordValue(i * 1_000L);
    }
    histogram.setTag(tag);
    return histogram;
  }

  @Test
  void theLawsThatWereCheckedAreShown() throws IOException {
    SampleRun.standard().writeTo(folder);
    Files.writeString(
        folder.resolve("laws.json"),
        """
        {"address": "::1", "laws": [{"law": "accept-queue", "statement": "B + 1 fit", "verdict": "holds",
          "readings": [{"what": "backlog 5", "predicted": "6", "measured": "6", "holds": true}]}]}
        """);
    Report.write(folder);
    assertThat(Files.readString(folder.resolve("report.md")))
        .contains("| accept-queue | B + 1 fit (servers at ::1) | holds |");
    assertThat(Files.readString(folder.resolve("report.html"))).contains("backlog 5");
  }
}
