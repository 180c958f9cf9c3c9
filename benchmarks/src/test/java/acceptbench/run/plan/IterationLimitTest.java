package acceptbench.run.plan;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.launch.UserError;
import acceptbench.run.jmh.JmhArguments;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class IterationLimitTest {
  @Test
  void aSmallCellIsGivenUpAfterTheServersOwnDeadlines() throws UserError {
    assertThat(limit("Toy", "-p", "burst=10", "-p", "sleepMillis=500"))
        .isEqualTo(Duration.ofMillis(120_000 + 2 * (500 + 10)));
  }

  /// Twice 15 s of patience, and 2,000 connections for each of which the handler burns 100 µs.
  @Test
  void theStandardCellsAreGivenUpAfterTwoAndAHalfMinutes() throws UserError {
    assertThat(limit("BurstBenchmark", "-p", "strategy=epoll", "-p", "backlog=128"))
        .isEqualTo(Duration.ofMillis(120_000 + 2 * (15_000 + 2_200)));
  }

  @Test
  void whatTakesLongerByItsParametersHasLonger() throws UserError {
    assertThat(limit("RateBenchmark", "-p", "strategy=epoll", "-p", "loadMillis=600000"))
        .isGreaterThan(Duration.ofMinutes(40));
    assertThat(limit("BurstBenchmark", "-p", "strategy=epoll", "-p", "stallMillis=3600000"))
        .isGreaterThan(Duration.ofHours(2));
    assertThat(limit("DrainBenchmark", "-p", "strategy=epoll", "-p", "handlerMicros=1000000"))
        .isGreaterThan(Duration.ofHours(2));
    assertThat(limit("Toy", "-bm", "avgt", "-r", "20m")).isGreaterThan(Duration.ofMinutes(20));
    assertThat(limit("Toy", "-bm", "avgt", "-w", "20m")).isGreaterThan(Duration.ofMinutes(20));
    assertThat(limit("Toy", "-p", "sleepMillis=1000", "-bs", "60"))
        .isGreaterThan(Duration.ofMinutes(3));
  }

  @Test
  void jmhsTimeoutIsTheLimitWhereItIsGiven() throws UserError {
    assertThat(limit("Toy", "-to", "8s")).isEqualTo(Duration.ofSeconds(18));
    assertThat(limit("Toy", "-to", "60m")).isEqualTo(Duration.ofSeconds(3_610));
    assertThat(limit("Toy", "-bm", "avgt", "-r", "3s", "-w", "1s", "-to", "8s"))
        .isEqualTo(Duration.ofSeconds(21));
  }

  @Test
  void noParametersMakeItEndless() throws UserError {
    String most = "" + Integer.MAX_VALUE;
    assertThat(limit("Toy", "-p", "sleepMillis=" + most, "-p", "burst=" + most, "-bs", most))
        .isPositive();
  }

  private static Duration limit(String... line) throws UserError {
    JmhArguments arguments = JmhArguments.parse(List.of(line));
    BitSet cpus = new BitSet();
    cpus.set(0, 2);
    Plan plan = Plan.of(arguments, new ParameterRules(Strategies.known(), Long.MAX_VALUE, cpus));
    return IterationLimit.of(plan.options(), plan.cells().getFirst());
  }
}
