package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.Program.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Commands that read files, given what they can't use: one line, and nothing is written.
class FileCommandsIT {
  private static final String ONE_RESULT =
      """
      [{"benchmark": "x.B.m", "mode": "avgt", "params": {},
        "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[1], [1]]}}]
      """;

  @TempDir private Path folder;

  @BeforeEach
  void makeRuns() throws IOException {
    run("good", ONE_RESULT);
    run("damaged", "[{");
    run("failed", "[]");
    Files.writeString(
        folder.resolve("failed/environment.json"),
        """
        {"cells": {"failed": [
          {"benchmark": "x.B.m", "params": {}, "reason": "the server did not start"}]}}
        """);
    Files.write(folder.resolve("binary.md"), new byte[] {(byte) 0xff, (byte) 0xfe});
    Files.writeString(folder.resolve("plain.md"), "no marks\n");
  }

  private void run(String name, String results) throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve(name)).resolve("results.json"), results);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "report --into=binary.md good|binary.md: not a text in UTF-8",
        "report --into=missing.md good|missing.md: no such file",
        "report --into=plain.md good|plain.md: needs a line <!-- main table -->",
        "report --output=/proc/x good|/proc/x: no such folder",
        "report failed|results.json: an empty array: no benchmark has a result; 1 failed: the"
            + " server did not start",
        "report missing|missing: no such file",
        "index missing|missing: no such folder",
        "history missing|missing: no folder of runs",
        "history .|damaged/results.json: ",
        "history good|a history takes two runs of one machine, and there is one run; good: its"
            + " environment.json does not say when it was made",
        "history good failed|a history takes two runs of one machine, and there are 2 runs;",
        "history --across=moon good|--across moon: it is one of cpu, network",
        "export good|Missing required option: '--format=FORMAT'",
        "export good --format=xml|--format xml: it is one of go, github-action, bencher,"
            + " openmetrics, csv, connections",
        "export good --format=go|good: no cell of it has a strategy and a backlog",
        "export good --format=connections|good: no rows of connections",
        "index plain.md|plain.md: not a folder",
        "compare good missing|missing: no such file",
        "compare --metric=nosuch good good|unknown metric 'nosuch'; the runs have: score",
        "compare --across=moon good good|--across moon: it is one of kernel, cpu, network",
        "compare --output=/proc/x good good|/proc/x: no such folder",
      })
  void whatCanNotBeUsedIsOneLineAndLeavesNothing(String line, String message) throws Exception {
    List<Path> before = files();
    End end = new Program(folder).run(line.split(" ", -1));
    assertThat(end.err()).hasSize(1).first().asString().contains(message);
    assertThat(end.err().getFirst()).doesNotContain("Exception");
    assertThat(end.exitCode()).isEqualTo(2);
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void anIndexNamesTheRunsItCanNotReadAndHasTheOthers() throws Exception {
    End end = new Program(folder).run("index", ".");
    assertThat(end.out()).singleElement().asString().startsWith("1 run in ");
    assertThat(end.err())
        .hasSize(2)
        .anyMatch(said -> said.contains("left out") && said.contains("damaged/results.json"))
        .anyMatch(said -> said.contains("left out") && said.contains("the server did not start"));
    assertThat(end.exitCode()).isEqualTo(1);
    assertThat(folder.resolve("index.md")).content().contains("good").doesNotContain("damaged");
  }

  /// All but what the program printed.
  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> !file.toString().endsWith(".txt")).sorted().toList();
    }
  }
}
