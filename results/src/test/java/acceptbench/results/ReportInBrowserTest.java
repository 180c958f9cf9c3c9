package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Opens reports in a real browser.
class ReportInBrowserTest {
  private static final Pattern FIGURE =
      Pattern.compile("<figure class=\"chart\" id=\"([^\"]+)\"(.*?)</figure>", Pattern.DOTALL);

  @TempDir Path scratch;

  private Path folder() {
    return scratch.resolve("run");
  }

  private Chromium chromium() {
    return Chromium.find(scratch);
  }

  private Chromium.Opened open(SampleRun run) throws IOException, InterruptedException {
    Report.write(run.writeTo(folder()));
    return chromium().open(folder().resolve("report.html"), 1200, 1500);
  }

  /// Opens the report with a script at its end that acts as a reader does, and tells what it saw.
  private String act(SampleRun run, String script) throws IOException, InterruptedException {
    Report.write(run.writeTo(folder()));
    String html = Files.readString(folder().resolve("report.html"));
    String acting =
        "<pre id=\"seen\"></pre><script>const see = text => document.getElementById('seen')"
            + ".append(text + '\\n');\n"
            + script
            + "</script></body>";
    Path page = folder().resolve("acting.html");
    Files.writeString(page, html.substring(0, html.lastIndexOf("</body>")) + acting);
    Chromium.Opened opened = chromium().open(page, 1200, 1500);
    assertThat(opened.console()).isEmpty();
    return opened.element("seen", "pre").replaceFirst("^[^>]*>", "").strip();
  }

  private static List<MatchResult> figures(Chromium.Opened opened) {
    return FIGURE.matcher(opened.dom()).results().toList();
  }

  private static void everyChartIsDrawn(Chromium.Opened opened, int charts) {
    assertThat(opened.console()).isEmpty();
    assertThat(figures(opened)).hasSize(charts);
    for (MatchResult figure : figures(opened)) {
      assertThat(figure.group(2)).as(figure.group(1)).contains("data-drawn", "<svg", "<path");
    }
  }

  @Test
  void everyChartIsDrawnWithoutAWordOnTheConsole() throws Exception {
    Chromium.Opened opened = open(SampleRun.standard());
    everyChartIsDrawn(opened, 10);
    assertThat(figures(opened))
        .extracting(figure -> figure.group(1))
        .contains("s1-heat-connect", "s1-percentiles-connect", "s1-ledger", "s1-shares");
  }

  @Test
  void aLineHasAPointForEachBacklogThatWasMeasured() throws Exception {
    String seen =
        act(
            SampleRun.standard(),
            """
            const chart = echarts.getInstanceByDom(document.querySelector('#s1-overflows .plot'));
            const series = chart.getOption().series.filter(s => s.data.length > 0);
            see(series.map(s => s.name + ' ' + s.data.map(d => d.exact).join(' ')).join('\\n'));
            """);
    assertThat(seen.lines())
        .containsExactly(
            "blocking 2974 2806 2230 1462 0",
            "nio-selector 2974 2806 2230 0 0",
            "netty-epoll 2974 2806 0 0 0",
            "fd-passing 2974 0 0 0 0");
  }

  @Test
  void aRunOfOneCellIsDrawn() throws Exception {
    SampleRun run = new SampleRun();
    run.burst("blocking", 16, 1983);
    // Without those that would be a line through one point.
    everyChartIsDrawn(open(run), 8);
  }

  @Test
  void whatWasNotMeasuredIsAGapAndNoError() throws Exception {
    SampleRun run = SampleRun.standard();
    double[] nothing = new double[SampleRun.PERCENTS.length];
    Arrays.fill(nothing, Double.NaN);
    ObjectNode cell = run.burst("epoll", 16, 0);
    SampleRun.distribution(cell, "connect", nothing);
    SampleRun.distribution(cell, "firstByte", nothing);
    for (String count : List.of("ListenOverflows", "ledger.ghost", "ledger.served")) {
      SampleRun.count(cell, count, Double.NaN, Double.NaN);
    }
    everyChartIsDrawn(open(run), 10);
  }

  @Test
  void fiveHundredCellsAreDrawn() throws Exception {
    SampleRun run = SampleRun.ofCells(500);
    Chromium.Opened opened = open(run);
    assertThat(opened.console()).isEmpty();
    assertThat(figures(opened)).hasSizeGreaterThan(30);
    assertThat(figures(opened).getFirst().group(2)).contains("data-drawn", "<path");
    assertThat(Files.size(folder().resolve("report.html"))).isLessThan(3_000_000);
  }

  @Test
  void namesFromFilesAreShownAndNeverRun() throws Exception {
    SampleRun run = SampleRun.standard();
    String name = "<script>document.title='run'</script><img src=x onerror=document.title='run'>";
    run.burst(name, 16, 10);
    run.burst(Map.of("strategy", "a", "backlog", "16", "burst", name), 5);
    String seen =
        act(run, "see(document.title + ' ' + document.images.length + ' ' + echarts.version);");
    assertThat(seen).isEqualTo("acceptbench: run 0 5.3.1");
  }

  @Test
  void aStrategyThatIsHiddenIsHiddenInEveryChart() throws Exception {
    String seen =
        act(
            SampleRun.standard(),
            """
            document.querySelector('#s1-connect .legend button[data-name=blocking]').click();
            for (const id of ['s1-connect', 's1-overflows', 's1-cpu']) {
              const chart = echarts.getInstanceByDom(document.querySelector(`#${id} .plot`));
              see(chart.getOption().series.map(s => s.name).filter(name => name).join(' '));
              see(document.querySelector(`#${id} .legend button`).getAttribute('aria-pressed'));
            }
            """);
    assertThat(seen.lines().distinct())
        .containsExactly("nio-selector netty-epoll fd-passing", "false");
  }

  @Test
  void ofManyStrategiesAFewAreChosen() throws Exception {
    String seen =
        act(
            SampleRun.ofCells(100),
            """
            const names = () => see(echarts.getInstanceByDom(document.querySelector('#s1-connect .plot')).getOption()
              .series.map(s => s.name).filter(name => name).length);
            const press = which => document.querySelector(`#s1-connect .legend ${which}`).click();
            names(); press('[aria-label^=Hide]'); names(); press('[data-name=strategy-3]'); names(); press('[aria-label^=Show]'); names();
            """);
    assertThat(seen.lines()).containsExactly("10", "0", "1", "10");
  }

  @Test
  void anotherBacklogCanBeChosen() throws Exception {
    String seen =
        act(
            SampleRun.standard(),
            """
            const select = document.querySelector('#s1-ledger select');
            const chart = () => echarts.getInstanceByDom(document.querySelector('#s1-ledger .plot'));
            see(chart().getOption().series.find(s => s.name === 'ghost').data.map(d => d.exact).join(' '));
            select.value = 3;
            select.dispatchEvent(new Event('change'));
            see(chart().getOption().series.find(s => s.name === 'ghost').data.map(d => d.exact).join(' '));
            """);
    assertThat(seen.lines()).containsExactly("991 991 991 991", "487 0 0 0");
  }

  @Test
  void arrowKeysReadThePointsOut() throws Exception {
    String seen =
        act(
            SampleRun.standard(),
            """
            const plot = document.querySelector('#s1-overflows .plot');
            const press = key => plot.dispatchEvent(new KeyboardEvent('keydown', {key}));
            press('ArrowRight');
            see(document.querySelector('#s1-overflows .spoken').textContent);
            """);
    assertThat(seen).contains("backlog 16").contains("blocking").contains("2,974");
  }

  @Test
  void aChartIsZoomedByItsButtons() throws Exception {
    String seen =
        act(
            SampleRun.standard(),
            """
            const chart = echarts.getInstanceByDom(document.querySelector('#s1-connect .plot'));
            const range = () => chart.getOption().dataZoom.map(z => Math.round(z.end - z.start)).join(' ');
            const press = label => document.querySelector(`#s1-connect button[aria-label="${label}"]`).click();
            see(range()); press('Zoom in'); see(range()); press('Reset the zoom'); see(range());
            """);
    assertThat(seen.lines()).containsExactly("100 100", "63 63", "100 100");
  }

  @Test
  void aChartIsSavedAsAnImage() throws Exception {
    String seen =
        act(
            SampleRun.standard(),
            """
            HTMLAnchorElement.prototype.click = function () { see(this.download + ' ' + this.href.slice(0, 22) + ' ' + (this.href.length > 20000)); };
            for (const save of document.querySelectorAll('button[aria-label^=Save]')) save.click();
            """);
    assertThat(seen.lines())
        .hasSize(10)
        .allMatch(line -> line.endsWith(".png data:image/png;base64, true"));
  }

  @Test
  void theDepthOfTheQueueIsDrawnWhereTheRunKeptIt() throws Exception {
    SampleRun run = SampleRun.standard();
    run.writeTo(folder());
    Files.writeString(
        folder().resolve("depth.jsonl"),
        """
        {"benchmark": "acceptbench.bench.BurstBenchmark.burst", "iteration": 0,
         "params": {"strategy": "blocking", "backlog": "16", "burst": "2000", "handlerMicros": "100"},
         "millis": [0, 5, 10, 15], "depth": [0, 17, 9, 0]}
        """
                .replace("\n", " ")
            + "\n");
    everyChartIsDrawn(open(run), 11);
    assertThat(Files.readString(folder().resolve("report.html")))
        .contains("<th scope=\"row\">blocking<td>16<td>not measured<td>17<td>10.0 ms")
        .contains("It is sampled: some 200 looks a second");
  }

  @Test
  void theExactDepthOfEachListenerIsDrawnBesideWhatWasSeenOfOthers() throws Exception {
    SampleRun run = SampleRun.standard();
    run.writeTo(folder());
    String params = "\"backlog\": \"16\", \"burst\": \"2000\", \"handlerMicros\": \"100\"";
    Files.writeString(
        folder().resolve("depth.jsonl"),
        """
        {"benchmark": "acceptbench.bench.BurstBenchmark.burst", "params": {"strategy": "blocking", %s}, \
        "millis": [0, 5], "depth": [0, 17], "exact": []}
        {"benchmark": "acceptbench.bench.BurstBenchmark.burst", "params": {"strategy": "fd-passing", %s}, \
        "millis": [0, 5], "depth": [0, 3], "exact": [{"millis": [0, 1.5, 4, 6.5], "depth": [0, 1, 5, 0]}, \
        {"millis": [0, 7.25, 8], "depth": [0, 2, 0]}]}
        """
            .formatted(params, params));
    String seen =
        act(
            run,
            """
            const chart = echarts.getInstanceByDom(document.querySelector('#s1-depth .plot'));
            see(chart.getOption().series.map(s => s.name + ' ' + s.data.join(' ')).join('\\n'));
            """);
    assertThat(seen.lines())
        .containsExactly(
            "blocking 0,0 5,17",
            "fd-passing, listener 0 0,0 1.5,1 4,5 6.5,0",
            "fd-passing, listener 1 0,0 7.25,2 8,0");
    assertThat(Files.readString(folder().resolve("report.html")))
        .contains("<th scope=\"row\">fd-passing<td>16<td>5<td>3<td>8.00 ms")
        .contains("Exact, from both ends of each connection, but of blocking, which is sampled");
  }

  @Test
  void whereTheTimeOfAConnectionWentIsABarOfPartsThatAddUp() throws Exception {
    SampleRun run = new SampleRun();
    for (String strategy : List.of("epoll", "blocking")) {
      ObjectNode cell = run.burst(strategy, 16, 0);
      SampleRun.distribution(cell, "queueWait", 0, 20, 30, 30, 90, 90, 90, 90, 90, 90);
      ObjectNode secondary = cell.withObject("/secondaryMetrics");
      SampleRun.metric(secondary, "spent.synRetries", "us", 0, 0);
      SampleRun.metric(secondary, "spent.handshake", "us", 20, 22);
      SampleRun.metric(secondary, "spent.queue", "us", 300, 500);
      SampleRun.metric(secondary, "spent.dispatch", "us", 60, 60);
    }
    everyChartIsDrawn(open(run), 10);
    String seen =
        act(
            run,
            """
            const chart = echarts.getInstanceByDom(document.querySelector('#s1-time-spent .plot'));
            see(chart.getOption().series.map(s => s.name + ' ' + s.stack + ' ' + s.data.map(d => d.exact).join(' ')).join('\\n'));
            see(document.querySelectorAll('#s1-percentiles-queue-wait').length);
            """);
    assertThat(seen.lines())
        .containsExactly(
            "SYN retries all 0 0",
            "handshake all 21 21",
            "queue all 400 400",
            "dispatch all 60 60",
            "1");
    assertThat(Files.readString(folder().resolve("report.html")))
        .contains(
            "<th scope=\"row\">epoll<td>16<td>0 µs<td>21.0 µs<td>400 µs<td>60.0 µs<td>481 µs");
  }

  @Test
  void anEmptiedQueueHasABarForEachStrategy() throws Exception {
    SampleRun run = new SampleRun();
    for (String strategy : List.of("epoll", "blocking")) {
      ObjectNode cell =
          run.cell(
              "acceptbench.bench.DrainBenchmark.drain",
              "ss",
              Map.of("strategy", strategy, "backlog", "4096"));
      SampleRun.metric(cell, "primaryMetric", "ms/op", 30, 31, 32);
      SampleRun.metric(
          cell.withObject("/secondaryMetrics"), "drain.nanosPerConnection", "ns", 7000, 7100);
    }
    everyChartIsDrawn(open(run), 1);
  }

  @Test
  void plainJmhResultsFromElsewhereAreDrawn() throws Exception {
    SampleRun run = new SampleRun();
    for (String size : List.of("1", "10", "100")) {
      ObjectNode cell = run.cell("org.example.Lists.sort", "avgt", Map.of("size", size));
      SampleRun.metric(cell, "primaryMetric", "ns/op", 10, 11, 12).put("scoreError", 1.5);
    }
    everyChartIsDrawn(open(run), 1);
  }
}
