package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.Program.End;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.testing.QuickJvm;
import acceptbench.testing.Requirement;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each benchmark once for a moment, as a user runs it, so that none can rot.
class EveryBenchmarkIT {
  private static final Path OWN_BENCHMARKS = Program.JAR;

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
            ("-wi 0 -i 1 -r 200ms -p handlerMicros=0 -p patienceMillis=5000 -p backlog=200"
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

    JsonNode cells = new ObjectMapper().readTree(folder.resolve("run/results.json").toFile());
    Set<String> measured = new TreeSet<>();
    for (JsonNode cell : cells) {
      measured.add(cell.path("benchmark").asText());
      JsonNode metrics = cell.path("secondaryMetrics");
      double served = metrics.at("/ledger.served/score").asDouble(-1);
      assertThat(served).as("%s", cell.path("params")).isPositive();
      assertThat(served).isEqualTo(metrics.at("/ledger.attempted/score").asDouble());
    }
    assertThat(measured).isEqualTo(benchmarks);
    assertThat(cells).hasSameSizeAs(benchmarks);
  }
}
