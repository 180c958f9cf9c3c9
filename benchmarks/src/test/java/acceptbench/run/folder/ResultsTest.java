package acceptbench.run.folder;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.launch.UserError;
import acceptbench.run.plan.Launch;
import acceptbench.testing.ToyResult;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;

class ResultsTest {
  @TempDir private Path parent;

  @Test
  void allCellsAreInOneFileInThePlansOrder() throws Exception {
    RunFolder folder = folder();
    Results results = new Results(folder);
    results.begin();
    results.add(new Launch(1, 1), result("second"));
    results.add(new Launch(0, 1), result("first"));
    results.merge(true);
    assertThat(benchmarks(folder)).containsExactly("first", "second");
    assertThat(results.cells()).isEqualTo(2);
    assertThat(results.kept())
        .extracting(result -> result.getParams().getBenchmark())
        .containsExactly("first", "second");
  }

  /// In whatever order they were measured.
  @Test
  void theLaunchesOfACellAreItsForks() throws Exception {
    RunFolder folder = folder();
    Results results = new Results(folder);
    results.begin();
    results.add(new Launch(0, 2), ToyResult.of("first", Map.of(), 3));
    results.add(new Launch(1, 1), ToyResult.of("second", Map.of(), 3));
    results.add(new Launch(0, 1), ToyResult.of("first", Map.of(), 2));
    results.merge(true);
    JsonNode first = new ObjectMapper().readTree(folder.results().toFile()).get(0);
    assertThat(first.at("/forks").asInt()).isEqualTo(2);
    JsonNode raw = first.at("/primaryMetric/rawData");
    assertThat(raw).extracting(JsonNode::size).containsExactly(2, 3);
    assertThat(results.cells()).isEqualTo(2);
    assertThat(results.launches()).isEqualTo(3);
  }

  private RunFolder folder() throws UserError {
    return RunFolder.create(Optional.of(parent.resolve("run")), Instant.EPOCH);
  }

  /// The driver was shot before it could put together what is in the cells' files.
  @Test
  void afterACrashReadersGetAllCells() throws Exception {
    RunFolder folder = folder();
    Results results = new Results(folder);
    results.begin();
    for (int i = 0; i < 6; i++) results.add(new Launch(i, 1), result("cell" + i));
    List<String> before = benchmarks(folder);
    assertThat(before).hasSizeLessThan(6);
    Files.writeString(folder.cells().resolve("0007-1.json"), "[{\"benchmark\":");

    assertThat(Results.completeAfterCrash(folder)).isTrue();
    assertThat(benchmarks(folder))
        .containsExactly("cell0", "cell1", "cell2", "cell3", "cell4", "cell5");
    assertThat(Results.completeAfterCrash(folder)).as("once").isFalse();
    assertThat(Results.completeAfterCrash(new RunFolder(parent))).as("not a run").isFalse();
  }

  private static List<String> benchmarks(RunFolder folder) throws IOException {
    return new ObjectMapper().readTree(folder.results().toFile()).findValuesAsText("benchmark");
  }

  private static RunResult result(String benchmark) {
    return ToyResult.of(benchmark, Map.of(), 1);
  }
}
