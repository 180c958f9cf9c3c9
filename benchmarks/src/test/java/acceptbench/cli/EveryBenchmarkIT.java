package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.Program.End;
import acceptbench.results.limit.Limit;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.testing.QuickJvm;
import acceptbench.testing.Requirement;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each benchmark once for a moment, as a user runs it, so that none can rot.
class EveryBenchmarkIT {
  private static final Path OWN_BENCHMARKS = Program.JAR;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path folder;

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @EnumSource(names = {"BLOCKING", "FD_PASSING", "NGINX"})
  void servesEveryConnectionOfAMoment(AcceptStrategy strategy) throws Exception {
    Requirement.require(strategy.unavailable());
    Program program = new Program(folder).from(OWN_BENCHMARKS);
    Set<String> benchmarks = new TreeSet<>();
    for (String line : program.run("-l").out())
      if (line.startsWith("acceptbench.bench.")) benchmarks.add(line.strip());
    assertThat(benchmarks).as("the list that -l prints").hasSizeGreaterThanOrEqualTo(4);

    End end =
        program.run(
            ("-wi 0 -i 1 -r 200ms -p handlerMicros=0 -p patienceMillis=5000"
                    // Twice the half-open clients and more, which the kernel then keeps for as long
                    // as a busy machine needs: else it may give them up after 7 s.
                    + " -p backlog=4096"
                    + " -p burst=100 -p rate=200 -p loadMillis=300 -p syncookies=1 --results run"
                    + " -p burstRate=2000 -p warmConnections=200"
                    // For a moment C2 isn't worth what it costs.
                    + " -jvmArgsAppend "
                    + QuickJvm.ARGUMENT
                    + " -p serverJvm="
                    + QuickJvm.ARGUMENT
                    + " -p strategy="
                    + strategy
                    + " .*")
                .split(" ", -1));
    assertThat(end.exitCode()).as(() -> end.out() + "\n" + end.err()).isZero();

    JsonNode cells = MAPPER.readTree(folder.resolve("run/results.json").toFile());
    Set<String> measured = new TreeSet<>();
    for (JsonNode cell : cells) {
      measured.add(cell.path("benchmark").asText());
      JsonNode metrics = cell.path("secondaryMetrics");
      double served = metrics.at("/ledger.served/score").asDouble(-1);
      assertThat(served).as("%s", cell.path("params")).isPositive();
      assertThat(served).isEqualTo(metrics.at("/ledger.attempted/score").asDouble());
      metrics
          .fieldNames()
          .forEachRemaining(name -> assertThat(canBeLimited(name)).as(name).isTrue());
    }
    assertThat(measured).isEqualTo(benchmarks);
    assertThat(cells).hasSameSizeAs(benchmarks);
    checkDepths(cells, strategy.isProgram());
  }

  /// The exact depth over time is there where the peak is known, and gets as deep as that.
  private void checkDepths(JsonNode cells, boolean program) throws IOException {
    int exact = 0;
    for (String line : Files.readAllLines(folder.resolve("run/depth.jsonl"))) {
      JsonNode told = MAPPER.readTree(line);
      double peak = peak(cells, told);
      assertThat(told.path("exact").isEmpty()).as(line).isEqualTo(Double.isNaN(peak));
      if (Double.isNaN(peak)) continue;
      JsonNode depths = told.path("exact").path(0).path("depth");
      assertThat(depths).hasSameSizeAs(told.path("exact").path(0).path("millis"));
      int deepest = 0;
      for (JsonNode depth : depths) deepest = Math.max(deepest, depth.asInt());
      assertThat(deepest).as(line).isEqualTo((int) peak);
      exact++;
    }
    if (program) assertThat(exact).isZero();
    else assertThat(exact).isGreaterThanOrEqualTo(3);
  }

  /// `listener.peakDepth` of the launch and iteration of a line.
  private static double peak(JsonNode cells, JsonNode line) {
    for (JsonNode cell : cells)
      if (cell.path("benchmark").equals(line.path("benchmark"))
          && cell.path("params").equals(line.path("params")))
        return cell.path("secondaryMetrics")
            .path("listener.peakDepth")
            .path("rawData")
            .path(line.path("launch").asInt() - 1)
            .path(line.path("iteration").asInt())
            .asDouble(Double.NaN);
    throw new AssertionError("no cell of " + line);
  }

  /// Whether `--fail-on` knows a metric: as a count, a time or a distribution. What JMH derives
  /// from the latter has another name there, and of the score (`p0.99`) it is no metric of ours.
  private static boolean canBeLimited(String metric) {
    if (metric.matches("p[01]\\.\\d+")) return true;
    String name = metric.replaceFirst(":p.*", "");
    return Stream.of(name + ">0", name + ">0ms", name + ".p99>0ms")
        .anyMatch(EveryBenchmarkIT::isUnderstood);
  }

  private static boolean isUnderstood(String limit) {
    try {
      return !Limit.parse(limit).text().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
