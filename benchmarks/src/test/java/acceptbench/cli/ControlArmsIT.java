package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.testing.Requirement;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script that counts how often a strategy and its control arm have different ranks, on runs of
/// which it is known.
class ControlArmsIT {
  private static final Path SCRIPT = Path.of("control-arms", "control-arms");
  private static final long PATIENCE_SECONDS = 120;

  @TempDir private Path folder;

  @BeforeAll
  static void needsJq() {
    boolean there =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(entry -> Files.isExecutable(Path.of(entry, "jq")));
    Requirement.require(there, "jq is not installed; apt install jq");
  }

  private record Said(int code, String text) {}

  private Said counted(Path... runs) throws IOException, InterruptedException {
    ProcessBuilder script = new ProcessBuilder(SCRIPT.toAbsolutePath().toString());
    for (Path run : runs) script.command().add(run.toString());
    script
        .environment()
        .put("PATH", System.getProperty("java.home") + "/bin:" + System.getenv("PATH"));
    Path output = folder.resolve("output");
    Process process = script.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Said(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }

  /// First byte p99 of six launches of each strategy: of the first one, and so much more.
  private Path run(String name, double second, double third) throws IOException {
    String cells = cell("epoll", 0) + "," + cell("epoll#2", second) + "," + cell("slow", third);
    return Files.writeString(folder.resolve(name), "[" + cells + "]");
  }

  private static String cell(String strategy, double more) {
    String launches =
        DoubleStream.of(100, 110, 120, 130, 140, 150)
            .mapToObj(micros -> "[" + (micros + more) + "]")
            .collect(Collectors.joining(","));
    return """
    {"benchmark": "acceptbench.bench.BurstBenchmark.burst", "mode": "ss",
      "params": {"strategy": "%s", "backlog": "64"},
      "primaryMetric": {"score": 1, "scoreUnit": "ms/op", "rawData": [%s]},
      "secondaryMetrics": {"firstByte:p0.99": {"score": 1, "scoreUnit": "us/op", "rawData": [%s]}}}
    """
        .formatted(strategy, launches, launches);
  }

  @Test
  void whoIsTheSameHasTheSameRankAndWhoIsNotIsNamed() throws Exception {
    Path same = run("same.json", 5, 1000);
    Said nobody = counted(same);
    assertThat(nobody.code()).as(nobody.text()).isZero();
    assertThat(nobody.text())
        .startsWith(
            "0 of 1 tables of 1 runs (0.0 %) give a strategy and its control arm different");
    assertThat(counted(same, run("other.json", 500, 1000)).text())
        .startsWith(
            "other.json: first byte p99 backlog=64: epoll has rank 1, epoll#2 rank 2, told apart\n"
                + "1 of 2 tables of 2 runs (50.0 %)")
        .contains("in 1 the two are told apart");
  }

  @Test
  void aRunWithoutControlArmsIsWrongUsage() throws Exception {
    Path run = folder.resolve("none.json");
    Files.writeString(run, "[" + cell("epoll", 0) + "," + cell("slow", 900) + "]");
    assertThat(counted(run).code()).isEqualTo(2);
    assertThat(counted(run).text()).contains("no table ranks a strategy beside its control arm");
    assertThat(counted().code()).isEqualTo(2);
  }
}
