package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.Program.End;
import acceptbench.cli.Program.Running;
import acceptbench.cli.Program.RunningProcess;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aKilledRunGoesOnWhereItWas() throws Exception {
    Running first =
        new Program(folder)
            .start("Toy", "-p", "backlog=1,2,3", InOrder.cells(3), "--results", "run");
    first.awaitLine(first.out(), "[1/3]");
    kill(first);
    Path measured = folder.resolve("run/cells/0001-1.json");
    FileTime before = Files.getLastModifiedTime(measured);

    End second = new Program(folder).run("--resume", "run");
    assertThat(second.exitCode()).as("%s", second).isZero();
    assertThat(second.out())
        .startsWith("goes on with java -jar benchmarks.jar -p backlog=1,2,3 Toy")
        .noneMatch(line -> line.startsWith("[1/3]"))
        .anyMatch(line -> line.startsWith("[2/3]"))
        .contains("3 of 3 cells measured");
    assertThat(Files.getLastModifiedTime(measured)).isEqualTo(before);
    assertThat(backlogs()).containsExactly("1", "2", "3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "scsv", "json", "text", "latex"})
  @Execution(ExecutionMode.CONCURRENT)
  void jmhsOwnResultFileHasTheCellsOfAllParts(String format) throws Exception {
    String[] line = {"Toy", "-p", "backlog=1,2", "-rf", format, "-rff", "mine"};
    List<String> first = new ArrayList<>(List.of(line));
    first.addAll(List.of(InOrder.cells(2), "--results", "run"));
    Running running = new Program(folder).start(first.toArray(String[]::new));
    running.awaitLine(running.out(), "[1/2]");
    kill(running);
    Path measured = folder.resolve("run/cells/0001-1.json");
    FileTime before = Files.getLastModifiedTime(measured);

    End resumption = new Program(folder).run("--resume", "run");
    assertThat(resumption.exitCode()).as("%s", resumption).isZero();
    assertThat(Files.getLastModifiedTime(measured)).isEqualTo(before);
    String resumed = shape(folder.resolve("mine"));
    assertThat(new Program(folder).run(line).exitCode()).isZero();
    assertThat(resumed).isEqualTo(shape(folder.resolve("mine")));
  }

  /// What is the same in two measurements of the same: everything but the digits and how many there
  /// are.
  private static String shape(Path file) throws IOException {
    return Files.readString(file).replaceAll("[0-9.,E-]+", "#").replaceAll("[ \\n]+", " ");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void failedCellsAndThoseWithADamagedFileAreRunAgain() throws Exception {
    End first =
        new Program(folder)
            .run(
                "Toy",
                "-p",
                "backlog=1,2",
                "-p",
                "fault=none,throw",
                InOrder.cells(4),
                "--results",
                "run");
    assertThat(first.exitCode()).isEqualTo(1);
    Path damaged = folder.resolve("run/cells/0003-1.json");
    byte[] whole = Files.readAllBytes(damaged);
    Files.write(damaged, Arrays.copyOf(whole, whole.length / 2));
    Files.delete(folder.resolve("run/results.json"));

    End second = new Program(folder).run("--resume", "run");
    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.out())
        .noneMatch(line -> line.startsWith("[1/4]"))
        .anyMatch(line -> line.startsWith("[2/4]") && line.contains("FAILED"))
        .anyMatch(line -> line.startsWith("[3/4]") && line.contains("connect p50"))
        .contains("2 of 4 cells measured");
    assertThat(backlogs()).containsExactly("1", "2");
  }

  @Test
  void anotherMachineOrProgramIsRefusedWithWhatHasChanged() throws Exception {
    run();
    Path journal = folder.resolve("run/journal.json");
    String text = Files.readString(journal);
    Files.writeString(journal, text.replaceFirst("(the kernel\" : \")[^\"]*", "$12.6.32"));
    End end = new Program(folder).run("--resume", "run");
    assertThat(end.exitCode()).isEqualTo(2);
    assertThat(end.err())
        .hasSize(1)
        .first()
        .asString()
        .contains("not the same run", "the kernel was 2.6.32 and is ")
        .doesNotContain("the program");
  }

  @Test
  void anotherProgramIsRefusedToo() throws Exception {
    Path jar = Files.copy(Program.JAR, folder.resolve("benchmarks.jar"));
    String[] line = {
      "BurstBenchmark",
      "-p",
      "strategy=epoll",
      "-p",
      "backlog=128",
      "-p",
      "burst=50",
      "-p",
      "burstRate=max",
      "-p",
      "warmConnections=0",
      "-wi",
      "0",
      "-i",
      "1",
      "--results",
      "run"
    };
    assertThat(new Program(folder).from(jar).run(line).exitCode()).isZero();
    Files.write(jar, new byte[] {0}, StandardOpenOption.APPEND);
    End end = new Program(folder).from(jar).run("--resume", "run");
    assertThat(end.exitCode()).isEqualTo(2);
    assertThat(end.err())
        .hasSize(1)
        .first()
        .asString()
        .contains("not the same run", "the program was ")
        .doesNotContain("the kernel");
  }

  @Test
  void whatCanNotBeResumedIsNamedInOneLine() throws Exception {
    run();
    for (List<String> line :
        List.of(
            List.of("--resume", "nowhere"),
            List.of("--resume", "run", "-i", "3"),
            List.of("--resume", "run", "--quick"),
            List.of("--resume"))) {
      End end = new Program(folder).run(line.toArray(String[]::new));
      assertThat(end.err()).as("%s", line).hasSize(1);
      assertThat(end.exitCode()).isEqualTo(2);
    }
  }

  /// The clients of this run keep their schedule when there is no file `late`.
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aLaunchThatWasOffScheduleWhenItsRoundWasInterruptedIsRepeated() throws Exception {
    Path late = Files.createFile(folder.resolve("late"));
    Running first =
        new Program(folder)
            .start(
                "Toy",
                "-p",
                "fault=late",
                "-p",
                "backlog=1,2",
                InOrder.cells(2),
                "--results",
                "run");
    first.awaitLine(first.out(), "[1/2]");
    kill(first);
    Files.delete(late);

    End second = new Program(folder).run("--resume", "run");
    assertThat(second.exitCode()).as("%s", second).isZero();
    assertThat(second.out())
        .anyMatch(line -> line.startsWith("  again: round 1, sleep backlog=1: kept its schedule"));
    JsonNode results = JSON.readTree(folder.resolve("run/results.json").toFile());
    assertThat(results.findValues("schedule.kept"))
        .hasSize(2)
        .allSatisfy(kept -> assertThat(kept.path("score").asDouble()).isOne());
    assertThat(environment().path("warnings").toString()).doesNotContain("schedule");
    try (Stream<String> lines = Files.lines(folder.resolve("run/histograms.hlog"))) {
      List<String> tags =
          lines.filter(line -> line.startsWith("Tag=")).map(line -> line.split(",", 2)[0]).toList();
      assertThat(tags).hasSize(4).doesNotHaveDuplicates();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aLaunchThatWasRepeatedOftenEnoughIsNotRepeatedByEachResumption() throws Exception {
    Files.createFile(folder.resolve("late"));
    String[] line = {"Toy", "-p", "fault=late", "-p", "backlog=1", "--results", "run"};
    End first = new Program(folder).run(line);
    assertThat(first.out()).filteredOn(said -> said.startsWith("  again: ")).hasSize(2);
    String warning = "did not keep the schedule of arrivals, not even when it was measured again";
    assertThat(environment().path("warnings").toString()).containsOnlyOnce(warning);

    End second = new Program(folder).run("--resume", "run");
    assertThat(second.exitCode()).as("%s", second).isZero();
    assertThat(second.out()).noneMatch(said -> said.startsWith("  again: "));
    assertThat(environment().path("repeatedLaunches").asInt()).isEqualTo(2);
    assertThat(environment().path("warnings").toString()).containsOnlyOnce(warning);
  }

  private JsonNode environment() throws IOException {
    return JSON.readTree(folder.resolve("run/environment.json").toFile());
  }

  private void run() throws Exception {
    End end = new Program(folder).run("Toy", "-p", "backlog=1", "--results", "run");
    assertThat(end.exitCode()).isZero();
  }

  /// The driver of a launcher that was shot takes a moment to follow.
  private static void kill(Running running) throws IOException, InterruptedException {
    List<RunningProcess> all = running.processes();
    running.process().destroyForcibly();
    running.end();
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (all.stream().anyMatch(RunningProcess::isAlive)) {
      assertThat(System.nanoTime()).as("still there: %s", all).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  private List<String> backlogs() throws IOException {
    List<String> backlogs = new ArrayList<>();
    for (JsonNode cell : JSON.readTree(folder.resolve("run/results.json").toFile())) {
      backlogs.add(cell.at("/params/backlog").asText());
    }
    return backlogs;
  }
}
