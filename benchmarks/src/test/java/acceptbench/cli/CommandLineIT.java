package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.Program.End;
import acceptbench.run.plan.Strategies;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Order(1)
class CommandLineIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void allCellsMeasuredIsExitCode0() throws Exception {
    End end = toy("-p", "backlog=5,16,128", "-f", "2", "-i", "3");
    assertThat(end.err()).isEmpty();
    assertThat(end.exitCode()).isZero();
    assertThat(end.out())
        .anyMatch(line -> line.matches("\\[2/6\\] round 1/2  sleep backlog=\\d+ +connect p50.*"))
        .anyMatch(line -> line.startsWith("[6/6] round 2/2  sleep backlog="))
        .contains("6 of 6 launches of 3 cells measured");

    JsonNode results = json("run/results.json");
    assertThat(results).hasSize(3);
    for (JsonNode cell : results) {
      JsonNode raw = cell.at("/primaryMetric/rawData");
      assertThat(raw).as("forks").hasSize(2);
      assertThat(raw.get(0)).as("iterations").hasSize(3);
    }
    JsonNode environment = json("run/environment.json");
    assertThat(environment.at("/cells/planned").asInt()).isEqualTo(3);
    assertThat(environment.at("/cells/measured").asInt()).isEqualTo(3);
    assertThat(environment.at("/kernel/sysctls/net.core.somaxconn").asText()).matches("\\d+");
    assertThat(environment.at("/finishedAt").asText()).isNotEmpty();
    assertThat(environment.at("/doctor/JDK").asText()).startsWith("ok: ");
    assertThat(environment.at("/doctor/steal").asText()).contains("% of the time of CPU ");
    assertThat(folder.resolve("run/report.md")).content().contains("doctor.descriptors");
    assertThat(folder.resolve("run/report.html")).exists();
    assertThat(folder.resolve("run/jmh.log")).content().contains("# Fork: 1 of 1");
  }

  /// In the results, and in what `--resume` goes on with.
  @Test
  void theRateOfBurstsIsMeasuredOnceAndBecomesANumber() throws Exception {
    String line =
        "Burst -p strategy=epoll,epoll#2 -p backlog=200 -p burst=100 -p warmConnections=100"
            + " -wi 0 -i 1 --results run";
    End end = new Program(folder).run(line.split(" ", -1));
    assertThat(end.exitCode()).as("%s", end).isZero();
    String said = end.out().getFirst();
    assertThat(said)
        .matches("how fast this machine's load client is: [0-9,]+ connections/s; .*burstRate=\\d+");
    String rate = said.substring(said.indexOf("burstRate="));
    assertThat(json("run/journal.json").at("/arguments").toString()).contains(rate);
    JsonNode cells = json("run/results.json");
    assertThat(cells.findValuesAsText("strategy")).containsExactly("epoll", "epoll#2");
    assertThat(cells.findValuesAsText("burstRate"))
        .hasSize(2)
        .allMatch(each -> rate.equals("burstRate=" + each));
  }

  /// Six launches are the fewest that give an interval of 95 %.
  @Test
  void roundsAreAddedUntilTheIntervalsAreNarrow() throws Exception {
    String line =
        "Burst -p strategy=epoll -p backlog=128 -p burst=20 -p burstRate=max -p warmConnections=0"
            + " -wi 0 -i 1 -f 1 --precision 100% --results run";
    End end = new Program(folder).run(line.split(" ", -1));
    assertThat(end.exitCode()).as("%s", end).isZero();
    assertThat(end.out())
        .anyMatch(
            said ->
                said.matches(
                    " *goes on with round 2, of at most 30: . intervals are wider than ± 100 %, the"
                        + " widest: epoll backlog=128: .* not known that well"))
        .anyMatch(said -> said.matches(" *each interval is within ± 100 % of its median"));
    int rounds = json("run/environment.json").at("/rounds").asInt();
    assertThat(rounds).isBetween(6, 30);
    assertThat(json("run/results.json").at("/0/primaryMetric/rawData")).hasSize(rounds);
    assertThat(json("run/journal.json").at("/arguments").toString())
        .contains("\"-f\",\"" + rounds + "\"");
  }

  @Test
  void aRateThatNoClientCanKeepIsToldAtTheStart() throws Exception {
    String line =
        "Burst -p strategy=epoll -p backlog=200 -p burst=100 -p burstRate=1000000"
            + " -p warmConnections=0 -wi 0 -i 1 --results run";
    End end = new Program(folder).run(line.split(" ", -1));
    assertThat(end.exitCode()).as("%s", end).isZero();
    assertThat(end.err())
        .hasSize(1)
        .first()
        .asString()
        .matches(
            "acceptbench: note: burstRate=1000000: this machine's load client can do [0-9,]+"
                + " connections/s; .*");
    assertThat(end.out().getFirst())
        .matches("how fast this machine's load client is: [0-9,]+ connections/s");
  }

  @Test
  void aDryRunSaysWhatWouldBeMeasuredAndLeavesNothing() throws Exception {
    End end = new Program(folder).run("--dry-run", "Toy", "-p", "backlog=5,16", "-rf", "csv");
    assertThat(end.err()).isEmpty();
    assertThat(end.exitCode()).isZero();
    assertThat(end.out())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("2  sleep backlog=16  about "))
        .last()
        .asString()
        .matches("2 cells, about \\d+s; nothing was measured");
    try (var left = Files.list(folder)) {
      assertThat(left)
          .as("besides what it printed")
          .allMatch(file -> file.toString().endsWith(".txt"));
    }
  }

  @Test
  void aDryRunOfARunToGoOnWithSaysWhatIsLeft() throws Exception {
    assertThat(toy("-p", "backlog=5", "-p", "fault=none,throw").exitCode()).isEqualTo(1);
    String before = Files.readString(folder.resolve("run/environment.json"));
    End end = new Program(folder).run("--resume", "run", "--dry-run");
    assertThat(end.exitCode()).isZero();
    assertThat(end.out())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("2  sleep backlog=5 fault=throw  about "))
        .anyMatch(line -> line.startsWith("1 of 2 cells are left, about "));
    assertThat(folder.resolve("run/environment.json")).content().isEqualTo(before);
    End another = toy("-p", "backlog=5", "--dry-run");
    assertThat(another.exitCode()).isEqualTo(2);
    assertThat(another.err()).hasSize(1).first().asString().contains("holds a run already");
  }

  @Test
  void aFailedCellIsExitCode1AndTheOthersAreKept() throws Exception {
    End end = toy("-p", "backlog=5", "-p", "fault=throw,none,exit", InOrder.cells(3));
    assertThat(end.exitCode()).isEqualTo(1);
    assertThat(end.out())
        .anyMatch(line -> line.contains("fault=throw") && line.contains("FAILED: the ledger is 3"))
        .anyMatch(line -> line.contains("fault=exit") && line.contains("exit code 3"))
        .contains("1 of 3 cells measured");
    assertThat(json("run/results.json")).hasSize(1);
    JsonNode failed = json("run/environment.json").at("/cells/failed");
    assertThat(failed).hasSize(2);
    assertThat(failed.get(0).at("/reason").asText()).isEqualTo("the ledger is 3 short");
    assertThat(failed.get(0).at("/params/fault").asText()).isEqualTo("throw");
  }

  @Test
  void jmhsOwnResultFileIsWrittenAsWell() throws Exception {
    assertThat(toy("-p", "backlog=5,16", "-rf", "csv", "-rff", "mine.csv").exitCode()).isZero();
    assertThat(Files.readAllLines(folder.resolve("mine.csv"))).hasSize(3);
    assertThat(toyInto("again", "-p", "backlog=5,16", "-rf", "json").exitCode()).isZero();
    assertThat(json("jmh-result.json")).hasSize(2);
  }

  @Test
  void jmhsOutputGoesWhereItIsAskedFor() throws Exception {
    assertThat(toy("-p", "backlog=5", "-o", "jmh.txt").exitCode()).isZero();
    assertThat(folder.resolve("jmh.txt")).content().contains("# Fork: 1 of 1");
    End loud = toyInto("loud", "-p", "backlog=5", "-v", "EXTRA");
    assertThat(loud.out()).anyMatch(line -> line.contains("# Fork: 1 of 1"));
  }

  @Test
  void jmhsTimesUnitAndJvmArgumentsAreWhatTheResultsWereMeasuredWith() throws Exception {
    String line =
        "Connect -p strategy=epoll -p backlog=128 -p handlerMicros=0 -p warmConnections=0 -f 1"
            + " -wi 1 -w 120ms -i 2 -r 150ms -tu us -si false -gc true"
            + " -jvmArgsPrepend -Dfirst=1 -jvmArgsAppend -Dlast=2 --results run";
    End end = new Program(folder).run(line.split(" ", -1));
    assertThat(end.exitCode()).as("%s", end).isZero();
    assertThat(end.err())
        .allMatch(said -> said.startsWith("acceptbench: note: -"))
        .anyMatch(said -> said.contains("-gc collects in the client's JVM only"))
        .hasSize(3);
    JsonNode cell = json("run/results.json").get(0);
    assertThat(cell.path("warmupTime").asText()).isEqualTo("120 ms");
    assertThat(cell.path("measurementTime").asText()).isEqualTo("150 ms");
    assertThat(cell.at("/primaryMetric/scoreUnit").asText()).isEqualTo("us/op");
    assertThat(cell.path("jvmArgs"))
        .extracting(JsonNode::asText)
        .containsSubsequence("-Dfirst=1", "-Xmx512m", "-Dlast=2");
    assertThat(folder.resolve("run/jmh.log"))
        .content()
        .contains(
            "# Warmup: 1 iterations, 120 ms each",
            "# Measurement: 2 iterations, 150 ms each",
            "Synchronize iterations are disabled");
  }

  @Test
  void jmhStopsAtTheFirstFailureWhenAsked() throws Exception {
    End end = toy("-p", "backlog=5", "-p", "fault=throw,none", "-foe", "true", InOrder.cells(2));
    assertThat(end.exitCode()).isEqualTo(1);
    assertThat(end.out()).contains("0 of 2 cells measured");
  }

  @Test
  void listsAreJmhsWithTheStrategiesByName() throws Exception {
    End list = new Program(folder).run("-lp");
    assertThat(list.exitCode()).isZero();
    assertThat(list.out())
        .contains("acceptbench.bench.BurstBenchmark.burst")
        .contains("  param \"strategy\" = {" + String.join(", ", Strategies.labels()) + "}")
        .contains("    loadMillis (1 to 3600000): For how long they arrive.")
        .anyMatch(
            line ->
                line.startsWith("    stallKind (pause, busy, stop, descriptors): What a stalled"));
    assertThat(new Program(folder).run("-lprof").out()).isNotEmpty();
    assertThat(new Program(folder).run("-h").out())
        .anyMatch(line -> line.contains("--results DIR"))
        .anyMatch(line -> line.contains("-wi <int>"));
    assertThat(new Program(folder).run("--version").out()).hasSize(1);
  }

  @Test
  void temporaryFilesAreGoneWithTheRun() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    String option = "-Djava.io.tmpdir=" + temporary;
    Program program = new Program(folder).with("JDK_JAVA_OPTIONS", option);
    assertThat(program.run("Toy", "-p", "backlog=5", "--results", "run").exitCode()).isZero();
    try (var left = Files.list(temporary)) {
      assertThat(left).isEmpty();
    }
  }

  private End toy(String... arguments) throws IOException, InterruptedException {
    return toyInto("run", arguments);
  }

  private End toyInto(String run, String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("Toy", "--results", run));
    all.addAll(List.of(arguments));
    return new Program(folder).run(all.toArray(String[]::new));
  }

  private JsonNode json(String file) throws IOException {
    return JSON.readTree(folder.resolve(file).toFile());
  }
}
