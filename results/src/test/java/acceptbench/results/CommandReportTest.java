package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.results.compare.CompareOptions;
import acceptbench.results.limit.Limit;
import acceptbench.results.limit.LimitCheck;
import acceptbench.results.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs that a user named, beside strategies of ours: each goes by its command.
class CommandReportTest {
  private static final int LAUNCHES = 10;

  @TempDir Path folder;
  private final DrawnLaunches drawn = new DrawnLaunches(3);

  private void cell(String strategy, String command, String port, double micros) {
    Map<String, String> params = new TreeMap<>();
    params.put("strategy", strategy);
    params.put("backlog", "64");
    params.put("burst", "2000");
    params.put("command", command);
    params.put("port", port);
    params.put("listenMillis", "20000");
    drawn.cell(params, LAUNCHES, micros, 0);
  }

  private Path written() throws IOException {
    cell("epoll", "none", "auto", 50_000);
    cell("command", "node a.js {port}", "auto", 50_000);
    cell("command", "my server", "8080", 100_000);
    cell("command#2", "my server", "8080", 100_000);
    return drawn.writeTo(folder);
  }

  @Test
  void theyAreRivalsInOneScenario() throws IOException {
    Run run = Run.read(written());
    assertThat(run.strategies())
        .containsExactly("epoll", "node a.js {port}", "my server", "my server#2");
    assertThat(run.scenarios())
        .singleElement()
        .satisfies(scenario -> assertThat(scenario.key().constants()).containsOnlyKeys("burst"));
    Report.write(folder);
    assertThat(Files.readString(folder.resolve("report.md")))
        .containsPattern("\\| node a.js .* \\| 1: ")
        .containsPattern("\\| my server \\| 3: ");
  }

  @Test
  void theyAreComparedAsStrategiesAre() throws IOException {
    CompareReport report =
        CompareReport.along("strategy", "epoll", List.of(written()), CompareOptions.USUAL);
    assertThat(report.comparisons())
        .extracting(one -> one.candidate().name())
        .containsExactly("node a.js {port}", "my server", "my server#2");
    assertThat(report.toText()).containsPattern("backlog 64 +first byte p99 .* worse");
  }

  @Test
  void aRunFromBeforeThereWereCommandsIsStillComparedWithOneSince() throws IOException {
    DrawnLaunches older = new DrawnLaunches(4);
    older.cell("epoll", 64, LAUNCHES, 50_000, 0);
    Run before = Run.read(older.writeTo(folder.resolve("older")));
    Run since = Run.read(written());
    assertThat(before.cells().getFirst().identity()).isEqualTo(since.cells().getFirst().identity());
  }

  @Test
  void eachCellThatBreaksALimitIsALineOfItsOwn() throws IOException {
    Run run = Run.read(written());
    List<Limit> limits = List.of(Limit.parse("ListenOverflows>0"), Limit.parse("connect.p99>1s"));
    assertThat(LimitCheck.broken(run, limits))
        .contains(
            "my server#2, backlog 64: connect.p99 was not measured, so nobody knows"
                + " (connect.p99>1s)")
        .hasSize(4);
    assertThat(LimitCheck.broken(run, limits.subList(0, 1))).isEmpty();
  }
}
