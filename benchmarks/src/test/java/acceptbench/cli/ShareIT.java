package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.Program.End;
import acceptbench.cli.Program.Running;
import acceptbench.cli.Program.RunningProcess;
import acceptbench.linux.process.Signals;
import acceptbench.run.folder.SharePool;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A plan in shares, as on several machines: each a run of its own.
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class ShareIT {
  private static final List<String> PLAN =
      List.of("Toy", "-p", "backlog=1,2", "-p", "sleepMillis=1", "-f", "4", "--seed", "7");

  @TempDir private Path folder;

  private static String[] with(String... more) {
    List<String> line = new ArrayList<>(PLAN);
    line.addAll(List.of(more));
    return line.toArray(String[]::new);
  }

  @Test
  void fourSharesOfWhichOneWasShotAreTheCellsOfAnUnsharedRun() throws Exception {
    List<Running> others = new ArrayList<>();
    for (int number : List.of(1, 3, 4))
      others.add(
          new Program(folder)
              .start(with("--share", number + "/4", "--results", "share-" + number)));
    Running shot = new Program(folder).start(with("--share=2/4", "--results", "share-2"));
    shot.awaitLine(shot.out(), "[1/2] round 2/4");
    shoot(shot);
    End resumed = new Program(folder).run("--resume", "share-2");
    assertThat(resumed.exitCode()).as("%s", resumed).isZero();
    assertThat(resumed.out())
        .anyMatch(line -> line.startsWith("  share    2/4: rounds 2 of 4"))
        .anyMatch(line -> line.startsWith("[2/2] round 2/4"))
        .contains(
            "This is share 2/4: what the shares say together, report SHARE... --output DIR tells.",
            "2 of 2 launches of 2 cells measured");
    for (Running other : others) assertThat(other.end().exitCode()).isZero();

    End pooled =
        new Program(folder)
            .run("report", "share-1", "share-2", "share-3", "share-4", "--output", "all");
    assertThat(pooled.exitCode()).as("%s", pooled).isZero();
    assertThat(pooled.err()).isEmpty();
    End unshared = new Program(folder).run(with("--results", "unshared"));
    assertThat(unshared.exitCode()).isZero();
    assertThat(cells("all")).isEqualTo(cells("unshared"));
    assertThat(Files.readString(folder.resolve("all/report.md")))
        .contains("shares 1, 2, 3, 4 of 4");
    End compared =
        new Program(folder).run("compare", "unshared", "share-1,share-2,share-3,share-4");
    assertThat(compared.exitCode()).as("%s", compared).isZero();
    assertThat(compared.out().getFirst()).contains("share-1 and 3 more");
  }

  /// What is the same in two measurements of the same.
  private List<String> cells(String run) throws IOException {
    List<String> cells = new ArrayList<>();
    for (JsonNode cell :
        new ObjectMapper().readTree(folder.resolve(run).resolve("results.json").toFile())) {
      List<String> metrics = new ArrayList<>();
      cell.path("secondaryMetrics").fieldNames().forEachRemaining(metrics::add);
      metrics.removeIf(name -> name.equals(SharePool.MACHINE));
      List<Integer> iterations = new ArrayList<>();
      cell.at("/primaryMetric/rawData").forEach(launch -> iterations.add(launch.size()));
      cells.add(
          Stream.of("benchmark", "mode", "params", "forks", "measurementIterations")
                  .map(cell::path)
                  .toList()
              + " "
              + iterations
              + " "
              + metrics);
    }
    return cells;
  }

  @Test
  void whatDoesNotFitIsSaidInOneLine() throws Exception {
    assertThat(new Program(folder).run(with("--share", "2/2", "--dry-run")).out())
        .contains("share 2/2: rounds 2, 4", "2 cells, 4 launches, about 6s; nothing was measured");
    for (String number : List.of("1", "2"))
      assertThat(
              new Program(folder)
                  .run(with("--share", number + "/4", "--results", "share-" + number))
                  .exitCode())
          .isZero();
    assertRefused("name it with --output", "report", "share-1", "share-2");
    assertRefused("are both share 1/4", "report", "share-1", "share-1", "--output", "all");
    assertRefused("burstRate=auto", "Burst", "-f", "4", "--seed", "1", "--share", "1/4");
    End told = new Program(folder).run("report", "share-1", "share-2", "--output", "all");
    assertThat(told.exitCode()).isZero();
    assertThat(told.err())
        .singleElement()
        .asString()
        .startsWith("acceptbench: note: of 4 shares shares 3, 4 are missing");
  }

  private void assertRefused(String message, String... line) throws Exception {
    End end = new Program(folder).run(line);
    assertThat(end.exitCode()).as("%s", end).isEqualTo(2);
    assertThat(end.err()).singleElement().asString().contains(message);
  }

  private static void shoot(Running running) throws IOException, InterruptedException {
    List<RunningProcess> all = running.processes();
    Signals.send(running.process().pid(), Signals.SIGKILL);
    running.end();
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (all.stream().anyMatch(RunningProcess::isAlive)) {
      assertThat(System.nanoTime()).as("still there: %s", all).isLessThan(deadline);
      Thread.sleep(20);
    }
  }
}
