package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir Path folder;

  @Test
  void aRunFolderGetsMarkdownAndHtmlAndNothingElse() throws IOException {
    SampleRun.standard().writeTo(folder);
    Report.write(folder);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "results.json", "environment.json", "report.md", "report.html");
    }
  }

  @Test
  void theTableHasARowForEachStrategyAndBacklog() throws IOException {
    SampleRun.standard().writeTo(folder);
    List<String> lines = Report.table(folder).lines().toList();
    assertThat(lines.get(0)).isEqualTo("BurstBenchmark.burst");
    assertThat(lines.get(1)).isEqualTo("with burst=2000 handlerMicros=100");
    assertThat(lines.get(3))
        .matches("strategy +backlog +connect p50 +connect p99 +connect max .*served");
    assertThat(lines.subList(4, 24)).allMatch(line -> line.endsWith(" %"));
    assertThat(lines.subList(24, lines.size()))
        .containsExactly(
            "",
            "Where nothing overflowed, connect latency is not ranked, and first byte latency is: on"
                + " loopback the whole handshake runs on the client's CPU, so the time to connect"
                + " is the client's own.");
    assertThat(lines.get(4))
        .matches("blocking +16 +1.03 s +1.03 s +1.03 s +1.11 s +2,974 +991 +50.4 %");
  }

  @Test
  void aCombinationOfOtherParametersHasATableOfItsOwn() throws IOException {
    SampleRun run = SampleRun.standard();
    run.burst(Map.of("strategy", "blocking", "backlog", "16", "burst", "500"), 0);
    run.writeTo(folder);
    assertThat(Report.table(folder))
        .contains("with burst=2000 handlerMicros=100", "with burst=500");
  }

  @Test
  void whatWasNotMeasuredReadsSoAndIsNeverZero() throws IOException {
    SampleRun run = new SampleRun();
    SampleRun.count(run.burst("blocking", 16, 0), "ListenOverflows", Double.NaN, Double.NaN);
    run.writeTo(folder);
    Report.write(folder);
    assertThat(Report.table(folder)).containsPattern("blocking +16 .* not measured +0 +100 %");
    assertThat(Files.readString(folder.resolve("report.md")))
        .contains("**ListenOverflows** was not measured in any cell.");
  }

  @Test
  void fiveHundredCellsOfRealSizeFitIntoThreeMegabytes() throws IOException {
    SampleRun.ofRealSize(500).writeTo(folder);
    assertThat(Files.size(folder.resolve("results.json"))).isGreaterThan(10_000_000);
    Report.write(folder);
    Path report = folder.resolve("report.html");
    assertThat(Files.size(report)).isLessThan(3_000_000);
    assertThat(shownInHtml()).contains("s5-depth", "s5-percentiles-connect");
  }

  /// The page up to its scripts, with `=` as it is read.
  private String shownInHtml() throws IOException {
    String html = Files.readString(folder.resolve("report.html"));
    return html.substring(0, html.indexOf("<script")).replace("&#x3D;", "=");
  }

  @Test
  void theCommandIsThereToItsLastLetter() throws IOException {
    SampleRun run = SampleRun.standard();
    String command = "java -jar benchmarks.jar -p strategy=" + "netty-epoll,".repeat(40) + "end";
    run.environment.put("command", command);
    run.writeTo(folder);
    Report.write(folder);
    assertThat(Files.readString(folder.resolve("report.md"))).contains(command + " |");
    assertThat(shownInHtml()).contains(command);
  }

  @Test
  void scenariosOfABenchmarkAreToldApartByWhatDiffers() throws IOException {
    SampleRun run = SampleRun.standard();
    run.burst(Map.of("strategy", "a", "backlog", "16", "burst", "500", "handlerMicros", "100"), 0);
    run.writeTo(folder);
    Report.write(folder);
    assertThat(Files.readString(folder.resolve("report.md")))
        .contains("## BurstBenchmark.burst: burst=2000\n", "## BurstBenchmark.burst: burst=500\n");
    assertThat(shownInHtml()).contains("<a href=\"#s2\">BurstBenchmark.burst: burst=500</a>");
  }

  @Test
  void textFromFilesIsEscaped() throws IOException {
    SampleRun run = SampleRun.standard();
    run.burst("<script>alert(1)</script>", 16, 0);
    run.environment.put("command", "java & <b>");
    run.environment.putArray("warnings").add("<img src=x>");
    run.writeTo(folder);
    Report.write(folder);
    String html = Files.readString(folder.resolve("report.html"));
    assertThat(html).doesNotContain("<script>alert");
    assertThat(html.substring(0, html.indexOf("<script>")))
        .doesNotContain("<img", "java & <b>")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "java &amp; &lt;b&gt;");
    assertThat(Files.readString(folder.resolve("report.md"))).doesNotContain("<script", "<img");
  }
}
