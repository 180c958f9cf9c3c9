package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  private static final String STEADY = "epoll";
  private static final String SLOWER = "blocking";

  @TempDir private Path folder;
  private long seed = 40;

  private DrawnLaunches run(String startedAt, String kernel, String cpu) {
    DrawnLaunches drawn = new DrawnLaunches(seed++);
    drawn.run.environment.put("startedAt", startedAt).put("network", "private");
    drawn.run.environment.putObject("kernel").put("release", kernel);
    drawn.run.environment.putObject("cpu").put("model", cpu);
    return drawn;
  }

  private void write(String name, DrawnLaunches run) throws IOException {
    run.writeTo(folder.resolve(name));
  }

  /// @param slower microseconds of the one that becomes slower
  private void write(String name, String startedAt, String kernel, int launches, double slower)
      throws IOException {
    DrawnLaunches run = run(startedAt, kernel, "Test CPU");
    run.cell(STEADY, 128, launches, 1_000, 0);
    run.cell(SLOWER, 128, launches, slower, 0);
    write(name, run);
  }

  private void threeRuns(int launches) throws IOException {
    write("a-third", "2026-11-03T10:00:00Z", "6.19.1", launches, 2_000);
    write("b-first", "2026-11-01T10:00:00Z", "6.18.44", launches, 1_000);
    write("c-second", "2026-11-02T10:00:00Z", "6.18.44", launches, 1_000);
  }

  private HistoryReport history() throws IOException {
    return HistoryReport.of(List.of(folder), Set.of());
  }

  /// The row of a strategy in the table of first byte p99.
  private static String row(String text, String strategy) {
    return text.substring(text.indexOf("first byte p99"))
        .lines()
        .filter(line -> line.startsWith(strategy))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aChangeIsSeenWhereItCameAndNowhereElse() throws IOException {
    threeRuns(8);
    String text = history().toText();
    assertThat(text.lines().skip(1).map(line -> line.split(" ", 2)[0]).limit(3))
        .containsExactly("b-first", "c-second", "a-third");
    assertThat(row(text, SLOWER)).containsOnlyOnce("worse").endsWith("worse");
    assertThat(row(text, STEADY)).doesNotContain("worse", "better", "?");
    assertThat(row(text, STEADY)).containsPattern("ms? \\(.+ … .+\\)");
    assertThat(history().apart()).isEmpty();
  }

  @Test
  void whereNoTwoRunsHaveAFigureItSaysSo() throws IOException {
    for (int day = 1; day <= 2; day++) {
      DrawnLaunches run = run("2026-11-0" + day + "T10:00:00Z", "6.18.44", "Test CPU");
      double kept = day == 1 ? 1 : 0;
      DrawnLaunches.metric(
          run.cell(STEADY, 128, 2, 1_000, 0),
          "schedule.kept",
          "#",
          new double[][] {{kept}, {kept}});
      write("run-" + day, run);
    }
    assertThat(history().toText())
        .contains(
            "Nothing was measured by two of these runs; launches that were off schedule do not"
                + " count.");
  }

  @Test
  void withTooFewLaunchesNothingIsClaimed() throws IOException {
    threeRuns(2);
    assertThat(row(history().toText(), SLOWER)).doesNotContain("worse").endsWith("?");
  }

  @Test
  void runsThatLieApartAreNamed() throws IOException {
    threeRuns(4);
    DrawnLaunches elsewhere = run("2026-11-01T12:00:00Z", "6.18.44", "Other CPU");
    elsewhere.cell(STEADY, 128, 4, 1_000, 0);
    write("elsewhere", elsewhere);
    DrawnLaunches other = run("2026-11-01T13:00:00Z", "6.18.44", "Test CPU");
    other.cell(Map.of("strategy", STEADY, "backlog", "128", "burst", "77"), 4, 1_000, 0);
    write("other", other);
    DrawnLaunches undated = new DrawnLaunches(1);
    undated.cell(STEADY, 128, 4, 1_000, 0);
    write("undated", undated);
    assertThat(history().apart())
        .containsExactly(
            "undated: its environment.json does not say when it was made",
            "elsewhere: of another machine than the latest, cpu.model: Other CPU, then Test CPU",
            "other: no cell of it is in another run: burst=77 against 2000; give both runs the"
                + " same");
    assertThat(HistoryReport.of(List.of(folder), Set.of("cpu")).apart()).hasSize(2);
  }

  @Test
  void whatIsNoHistoryIsOneLine() throws IOException {
    write("one", "2026-11-01T10:00:00Z", "6.18.44", 4, 1_000);
    assertThatThrownBy(this::history)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a history takes two runs of one machine, and there is one run");
    DrawnLaunches other = run("2026-11-02T10:00:00Z", "6.18.44", "Test CPU");
    other.cell(STEADY, 64, 4, 1_000, 0);
    write("other", other);
    assertThatThrownBy(this::history)
        .hasMessage(
            "no cell is in two of the runs: backlog=128 against 64; give both runs the same");
  }

  @Test
  void thePageHasALineWithIntervalsForEachCell() throws IOException {
    threeRuns(8);
    String page = history().toHtml();
    assertThat(page).contains("b-first", "6.19.1", "told apart");
    String data =
        Pattern.compile("id=\"chart-data\">(.*?)</script>")
            .matcher(page)
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);
    JsonNode chart = new ObjectMapper().readTree(data).get(0);
    assertThat(chart.at("/x/categories").toString())
        .isEqualTo("[\"b-first\",\"c-second\",\"a-third\"]");
    JsonNode series = chart.at("/views/0/series");
    assertThat(series).hasSize(2);
    JsonNode last = series.get(1).at("/points/2");
    assertThat(last).hasSize(4);
    assertThat(last.get(0).asInt()).isEqualTo(2);
    assertThat(last.get(1).asDouble())
        .isBetween(last.get(2).asDouble(), last.get(3).asDouble())
        .isBetween(1_700.0, 2_300.0);
  }

  @Test
  void aBrowserDrawsIt() throws Exception {
    threeRuns(8);
    Chromium chromium = Chromium.find(folder);
    Chromium.Opened opened = chromium.open(history().write(folder.resolve("page")), 1200, 1500);
    assertThat(opened.console()).isEmpty();
    assertThat(opened.dom()).contains("data-drawn", "<svg");
  }
}
