package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.results.CompareCommand;
import acceptbench.launch.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The exit codes on which a build fails or goes on.
class CompareCommandTest {
  @TempDir private Path folder;

  private int failOnWorse(Path base, Path candidate) {
    return new Subcommands(Map.of("compare", new CompareCommand()))
        .run(List.of("compare", base.toString(), candidate.toString(), "--fail-on", "worse:5%"));
  }

  /// JMH's JSON of one benchmark, with one iteration in each fork.
  private Path run(String name, int forks, double first) throws IOException {
    String rows =
        IntStream.range(0, forks)
            .mapToObj(fork -> "[" + (first + fork) + "]")
            .collect(Collectors.joining(","));
    return Files.writeString(
        folder.resolve(name),
        """
        [{"benchmark": "org.example.Any.bench", "mode": "avgt", "primaryMetric":
          {"score": %s, "scoreUnit": "ns/op", "rawData": [%s]}}]
        """
            .formatted(first, rows));
  }

  @Test
  void aWorseRunFailsTheBuildAndABetterOneDoesNot() throws IOException {
    Path fast = run("fast.json", 4, 100);
    Path slow = run("slow.json", 4, 200);
    assertThat(failOnWorse(fast, slow)).isEqualTo(1);
    assertThat(failOnWorse(slow, fast)).isEqualTo(ExitCode.OK);
    assertThat(failOnWorse(slow, slow)).isEqualTo(ExitCode.OK);
  }

  @Test
  void runsWithTooFewForksFailItAsACheckThatChecksNothing() throws IOException {
    Path fast = run("fast.json", 1, 100);
    Path slow = run("slow.json", 1, 200);
    assertThat(failOnWorse(fast, slow)).isEqualTo(ExitCode.USAGE);
    assertThat(failOnWorse(slow, slow)).isEqualTo(ExitCode.OK);
  }

  private int compare(String... arguments) {
    List<String> all = new ArrayList<>(List.of("compare"));
    all.addAll(List.of(arguments));
    return new Subcommands(Map.of("compare", new CompareCommand())).run(all);
  }

  /// One benchmark with two values of a parameter.
  private Path parameter(String name, String rows) throws IOException {
    String cell =
        """
        {"benchmark": "org.example.Any.bench", "mode": "avgt", "params": {"size": "%s"},
          "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [%s]}}
        """;
    return Files.writeString(
        folder.resolve(name),
        "[" + cell.formatted("1", rows) + "," + cell.formatted("2", rows) + "]");
  }

  @Test
  void withinARunAParameterIsComparedAndWhatCantBeAskedIsWrongUsage() throws IOException {
    String run = parameter("run.json", "[1],[2],[3],[4]").toString();
    assertThat(compare(run, "--by", "size")).isEqualTo(ExitCode.OK);
    assertThat(compare(run, "--by", "size", "--json")).isEqualTo(ExitCode.OK);
    assertThat(compare(run, "--by", "size", "--base", "1", "--fail-on", "worse"))
        .isEqualTo(ExitCode.OK);
    assertThat(compare(run)).isEqualTo(ExitCode.USAGE);
    assertThat(compare(run, "--base", "1")).isEqualTo(ExitCode.USAGE);
    assertThat(compare(run, run, "--by", "size")).isEqualTo(ExitCode.USAGE);
    assertThat(compare(run, "--by", "size", "--fail-on", "worse")).isEqualTo(ExitCode.USAGE);
    assertThat(compare(run, "--by", "size", "--base", "3")).isEqualTo(ExitCode.USAGE);
    assertThat(compare(run, "--by", "nosuch")).isEqualTo(ExitCode.USAGE);
    assertThat(compare(run, run, "--json", "--markdown")).isEqualTo(ExitCode.USAGE);
    String one = parameter("one.json", "[1]").toString();
    assertThat(compare(one, "--by", "size")).isEqualTo(ExitCode.USAGE);
  }
}
