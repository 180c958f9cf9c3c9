package acceptbench.run.folder;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.launch.UserError;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.SingleShotResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;

class ResultsTest {
  @TempDir private Path parent;

  @Test
  void allCellsAreInOneFileInThePlansOrder() throws Exception {
    RunFolder folder = folder();
    Results results = new Results(folder, false);
    results.begin();
    results.add(1, result("second"));
    results.add(0, result("first"));
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
    assertThat(results.objects()).hasSize(formatted ? 1 : 0);
  }

  private RunFolder folder() throws UserError {
    return RunFolder.create(Optional.of(parent.resolve("run")), Instant.EPOCH);
  }

  private static RunResult result(String benchmark) {
    IterationParams once =
        new IterationParams(IterationType.MEASUREMENT, 1, TimeValue.seconds(1), 1);
    BenchmarkParams params =
        new BenchmarkParams(
            benchmark,
            benchmark,
            false,
            1,
            new int[] {1},
            List.of(),
            1,
            0,
            once,
            once,
            Mode.SingleShotTime,
            new WorkloadParams(),
            TimeUnit.MILLISECONDS,
            1,
            "java",
            List.of(),
            "25",
            "VM",
            "25",
            "1.37",
            TimeValue.minutes(1));
    IterationResult iteration = new IterationResult(params, once, null);
    iteration.addResult(
        new SingleShotResult(ResultRole.PRIMARY, "burst", 5, TimeUnit.MILLISECONDS));
    return new RunResult(params, List.of(new BenchmarkResult(params, List.of(iteration))));
  }
}
