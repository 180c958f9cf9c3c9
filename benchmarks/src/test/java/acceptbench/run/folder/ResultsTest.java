package acceptbench.run.folder;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.launch.UserError;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.results.RunResult;

class ResultsTest {
  @TempDir private Path parent;

  @Test
  void allCellsAreInOneFileInThePlansOrder() throws Exception {
    RunFolder folder = folder();
    Results results = new Results(folder, false);
    results.begin();
    results.add(1, result("second"));
    results.add(0, result("first"));
    results.merge(true);
    JsonNode written = new ObjectMapper().readTree(folder.results().toFile());
    assertThat(written.findValuesAsText("benchmark")).containsExactly("first", "second");
    assertThat(results.count()).isEqualTo(2);
  }

  /// A long run would be out of memory else.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void jmhsObjectsAreKeptWhereJmhIsToWriteThem(boolean formatted) throws Exception {
    Results results = new Results(folder(), formatted);
    results.add(0, result("first"));
    assertThat(results.kept()).hasSize(formatted ? 1 : 0);
  }

  private RunFolder folder() throws UserError {
    return RunFolder.create(Optional.of(parent.resolve("run")), Instant.EPOCH);
  }

  /// The driver was shot before it could put together what is in the cells' files.
  @Test
  void afterACrashReadersGetAllCells() throws Exception {
    RunFolder folder = folder();
    Results results = new Results(folder, false);
    results.begin();
    for (int i = 0; i < 6; i++) results.add(i, result("cell" + i));
    List<String> before = benchmarks(folder);
    assertThat(before).hasSizeLessThan(6);
    Files.writeString(folder.cells().resolve("0007.json"), "[{\"benchmark\":");

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
