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
    assertThat(limit("Toy", "-p", "burst=10")).isEqualTo(Duration.ofMillis(120_000 + 2 * 10));
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
    String[] line = {"ConnectBenchmark", "-p", "strategy=epoll", "-r", "20m"};
    assertThat(limit(line)).isGreaterThan(Duration.ofMinutes(20));
    line[3] = "-w";
    assertThat(limit(line)).isGreaterThan(Duration.ofMinutes(20));
  }

  @Test
  void jmhsTimeoutIsTheLimitWhereItIsGiven() throws UserError {
    assertThat(limit("Toy", "-to", "8s")).isEqualTo(Duration.ofSeconds(18));
    assertThat(limit("Toy", "-to", "60m")).isEqualTo(Duration.ofSeconds(3_610));
    String connect = "ConnectBenchmark -p strategy=epoll -r 3s -w 1s -to 8s";
    assertThat(limit(connect.split(" ", -1))).isEqualTo(Duration.ofSeconds(21));
  }

  @Test
  void noParametersMakeItEndless() throws UserError {
    String most = "" + Integer.MAX_VALUE;
    assertThat(limit("Toy", "-p", "sleepMillis=" + most, "-p", "burst=" + most)).isPositive();
  }

  /// A new parameter that is a time has to be in one of the two lists.
  @Test
  void whatATimeMeansToAnIterationIsSaidForEachParameterThatIsOne() throws UserError {
    for (PlannedCell cell : plan("acceptbench.bench", "-p", "strategy=epoll").cells())
      for (String name : cell.parameters().keySet())
        if (name.endsWith("Millis"))
          assertThat(
                  IterationLimit.WAITED_FOR.contains(name)
                      != IterationLimit.WITHIN_OTHERS.contains(name))
              .as(name)
              .isTrue();
    assertThat(limit("Rate", "-p", "strategy=epoll", "-p", "pauseMillis=900"))
        .isEqualTo(limit("Rate", "-p", "strategy=epoll", "-p", "pauseMillis=0"));
  }

  private static Duration limit(String... line) throws UserError {
    Plan plan = plan(line);
    return IterationLimit.of(plan.options(), plan.cells().getFirst());
  }

  private static Plan plan(String... line) throws UserError {
    BitSet cpus = new BitSet();
    cpus.set(0, 2);
    return Plan.of(
        JmhArguments.parse(List.of(line)),
        new ParameterRules(Strategies.known(), Long.MAX_VALUE, cpus));
  }
}
