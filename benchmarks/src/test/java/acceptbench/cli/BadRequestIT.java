package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.Program.End;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs that are asked for wrongly, or can't be had: one line, an exit code, and nothing lost.
class BadRequestIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--foo|unknown option --foo",
        "Nothing|no benchmark matches",
        "Burst -p strategy=epol|unknown strategy 'epol'",
        "Burst -p strategy=epoll#1|unknown strategy 'epoll#1'",
        "Burst -p burstRate=fast|not a whole number, or one of [auto, max]",
        "Burst -p burstRate=0|it has to be from 1 to 1000000, or one of [auto, max]",
        "Toy -p burst=9999999|ulimit -n",
        "Toy -i 0|should be positive",
        "Toy --share 0/4 --seed 1|--share 0/4: there are shares 1/4 to 4/4",
        "Burst -p strategy=epoll -t 1025|clients=1025: it has to be from 1 to 1024",
        "Drain -p strategy=epoll --connections|DrainBenchmark has no load client",
        "Toy --results /proc/nothing|can't be written to",
        "Toy -o /proc/nothing|can't be written to",
        "Toy -rff /proc/nothing|can't be written to",
        "-e nosuch Toy BurstBenchmark -p strategy=epoll -rf latex -rff x|have the same parameters",
        "Toy -o mine.txt --results /proc/nothing|can't be written to",
      })
  void badInputIsOneLineAndExitCode2AndLeavesNothing(String line, String message) throws Exception {
    refused(line, message);
    refused(line + " --dry-run", message);
  }

  private void refused(String line, String message) throws Exception {
    End end = new Program(folder).run(line.split(" ", -1));
    assertThat(end.err()).hasSize(1).first().asString().contains(message);
    assertThat(end.out()).isEmpty();
    assertThat(end.exitCode()).isEqualTo(2);
    try (var left = Files.list(folder)) {
      assertThat(left)
          .as("besides what it printed")
          .allMatch(file -> file.toString().endsWith(".txt"));
    }
  }

  @Test
  void aFolderThatHoldsARunIsNotWrittenTo() throws Exception {
    assertThat(toy().exitCode()).isZero();
    String before = Files.readString(folder.resolve("run/environment.json"));
    End second = toy();
    assertThat(second.exitCode()).isEqualTo(2);
    assertThat(second.err()).hasSize(1).first().asString().contains("holds a run already");
    assertThat(folder.resolve("run/environment.json")).content().isEqualTo(before);
  }

  @Test
  void temporaryFilesThatCanNotBeWrittenAreNamedWithTheSetting() throws Exception {
    End end =
        new Program(folder)
            .with("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=/nonexistent")
            .run("Toy", "-p", "backlog=5");
    assertThat(end.exitCode()).isEqualTo(69);
    assertThat(end.err())
        .last()
        .asString()
        .contains("temporary files can't be written to /nonexistent", "-Djava.io.tmpdir=DIR");
  }

  @Test
  void aNameThatTheLocaleCanNotTellIsRefused() throws Exception {
    End end =
        new Program(folder)
            .through("env", "LC_ALL=C")
            .through("sh", "-c", "exec \"$@\" \"$(printf 'c\\303\\251')\"", "sh")
            .run("Toy", "--results");
    assertThat(end.exitCode()).isEqualTo(2);
    assertThat(end.err())
        .hasSize(1)
        .first()
        .asString()
        .contains("'c??' has characters that this locale (", "set LC_ALL=C.UTF-8");
    assertThat(end.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Toy -p backlog=5 --results run", "-lrf", "--version", "explain"})
  void outputThatCanNotBeWrittenIsNotTakenForDone(String line) throws Exception {
    End end =
        new Program(folder)
            .through("sh", "-c", "exec \"$@\" >/dev/full", "sh")
            .run(line.split(" ", -1));
    assertThat(end.exitCode()).isEqualTo(1);
    assertThat(end.err())
        .last()
        .isEqualTo("acceptbench: can't write the output: no space left on device");
    // Nothing else is lost.
    if (line.startsWith("Toy"))
      assertThat(JSON.readTree(folder.resolve("run/results.json").toFile())).hasSize(1);
  }

  @Test
  void wrongUsageLeavesNoFileOfJmhs() throws Exception {
    String line = "Toy -o jmh.txt -rf csv -rff mine.csv -p backlog=5 --results /proc/nothing";
    assertThat(new Program(folder).run(line.split(" ", -1)).exitCode()).isEqualTo(2);
    assertThat(folder.resolve("jmh.txt")).doesNotExist();
    assertThat(folder.resolve("mine.csv")).doesNotExist();
  }

  private End toy() throws IOException, InterruptedException {
    return new Program(folder).run("Toy", "-p", "backlog=5", "--results", "run");
  }
}
