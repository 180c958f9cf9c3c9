package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What can be made beside a report: CSV, an image, the index over published runs.
class OtherFilesTest {
  @TempDir Path folder;

  @Test
  void csvHasALineForEachCellAndSpellsOutWhatIsMissing() throws IOException {
    SampleRun run = new SampleRun();
    run.burst("a,\"b\"", 16, 0);
    SampleRun.count(run.burst("=SUM(1)", 128, 100), "ListenOverflows", Double.NaN);
    Report.write(run.writeTo(folder), folder, new ReportOptions(true, false));
    List<String> lines = Files.readAllLines(folder.resolve("cells.csv"));
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .startsWith("benchmark,mode,strategy,backlog,burst,handlerMicros,score,scoreError,unit,")
        .contains("connect p99.0 us", "ListenOverflows");
    assertThat(lines.get(1)).contains(",\"a,\"\"b\"\"\",16,");
    assertThat(lines.get(2)).contains(",'=SUM(1),128,").contains(",NaN,");
  }

  @Test
  void theMainChartIsAPngOfItsOwn() throws IOException {
    SampleRun.standard().writeTo(folder);
    Report.write(folder, folder.resolve("out"), new ReportOptions(false, true));
    byte[] png = Files.readAllBytes(folder.resolve("out/chart.png"));
    assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(1000);
  }

  @Test
  void moreStrategiesThanColoursAreAHeatMapWithARowForEach() throws IOException {
    SampleRun.ofCells(100).writeTo(folder);
    Report.write(folder, folder, new ReportOptions(false, true));
    byte[] png = Files.readAllBytes(folder.resolve("chart.png"));
    assertThat(ImageIO.read(new ByteArrayInputStream(png)).getHeight()).isEqualTo(110 + 10 * 30);
  }

  @Test
  void theIndexListsTheLatestRunFirst() throws IOException {
    for (String day : List.of("2026-01-02", "2026-03-04", "2026-02-03")) {
      SampleRun run = SampleRun.standard();
      run.environment.put("startedAt", day + "T00:00:00Z");
      run.writeTo(folder.resolve(day + "-host & co"));
    }
    Files.createDirectory(folder.resolve("no run"));
    assertThat(PublishedIndex.write(folder).runs()).isEqualTo(3);
    assertThat(Files.readString(folder.resolve("index.html")))
        .containsSubsequence("2026-03-04", "2026-02-03", "2026-01-02")
        .contains("<td class=\"t\">2026-03-04 00:00 UTC</td>")
        .contains("href=\"2026-03-04-host%20%26%20co/report.html\"", "host &amp; co");
    assertThat(Files.readString(folder.resolve("index.md")))
        .contains("(2026-03-04-host%20%26%20co/report.md)");
  }
}
