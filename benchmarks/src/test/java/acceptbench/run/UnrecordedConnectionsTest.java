package acceptbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.testing.ToyResult;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.ScalarResult;

class UnrecordedConnectionsTest {
  private final RunResult cell = ToyResult.of("Toy.burst", Map.of(), 3);

  /// @param inOne how many connections of one iteration have no row
  private void withUnrecorded(double inOne) {
    for (BenchmarkResult fork : cell.getBenchmarkResults()) {
      double unrecorded = inOne;
      for (IterationResult iteration : fork.getIterationResults()) {
        iteration.addResult(
            new ScalarResult("connections.unrecorded", unrecorded, "#", AggregationPolicy.AVG));
        unrecorded = 0;
      }
    }
  }

  @Test
  void whatHasNoRowIsWarnedOf() {
    withUnrecorded(1_234);
    assertThat(UnrecordedConnections.of(cell))
        .hasValueSatisfying(
            warning ->
                assertThat(warning).startsWith("1234 connections of an iteration are not in"));
  }

  @Test
  void whereAllHaveOneNothingIsSaid() {
    assertThat(UnrecordedConnections.of(cell)).isEmpty();
    withUnrecorded(0);
    assertThat(UnrecordedConnections.of(cell)).isEmpty();
  }
}
