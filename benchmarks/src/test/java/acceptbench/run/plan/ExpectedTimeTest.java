package acceptbench.run.plan;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.launch.UserError;
import acceptbench.run.jmh.JmhArguments;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedTimeTest {
  /// A fork takes 1.5 s to start; an iteration 0.1 s and its load.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        // 2000 times 0.1 ms, and a second until the SYN comes again
        "Burst -p backlog=128 -wi 1 -i 5|9300",
        "Burst -p backlog=4096 -wi 1 -i 5|3300",
        "Burst -p backlog=4096 -wi 0 -i 1 -f 3|1800",
        // 1000 connections of 30 us, a tenth of them with the 100 us of the handler
        "Burst -p backlog=4096 -wi 0 -i 1 -p warmConnections=1000|1840",
        "Burst -p backlog=4096 -wi 0 -i 1 -p acceptorMicros=400|2600",
        // the stall is longer than the second
        "Burst -p backlog=50 -wi 0 -i 1 -p stallMillis=3000 -p handlerMicros=0|4600",
        // what fills the queue fits by itself
        "Drain -p backlog=50 -wi 0 -i 1 -p handlerMicros=0|1600",
        "Rate -p backlog=50 -wi 0 -i 2 -p loadMillis=5000|11700",
        "Burst -p backlog=4096 -wi 0 -i 1 -p handlerMicros=0 -p holdMillis=700|2300",
        "HalfOpen -p backlog=128 -wi 0 -i 1 -p syncookies=1|2600",
        "HalfOpen -p backlog=128 -wi 0 -i 1 -p syncookies=0|5600",
        "ConnectBenchmark -p backlog=128 -wi 2 -w 3s -i 1 -r 500ms|8300",
        // one call to an iteration
        "BurstBenchmark -p backlog=128 -p burst=100 -p handlerMicros=0 -wi 0 -i 1|1600",
      })
  void aLaunchTakesItsStartAndItsIterations(String line, long millis) throws UserError {
    JmhArguments epoll =
        JmhArguments.parse(List.of("-p", "strategy=epoll", "-p", "warmConnections=0"));
    Plan plan =
        Plan.of(
            JmhArguments.parse(List.of(line.split(" ", -1))).over(epoll),
            new ParameterRules(Strategies.known(), Long.MAX_VALUE, new BitSet()));
    PlannedCell cell = plan.cells().getFirst();
    assertThat(ExpectedTime.of(plan.options(), cell)).hasMillis(millis);
  }

  /// One that is known by its parameters only.
  @Test
  void anotherBenchmarkTakesWhatItsParametersSay() throws UserError {
    String line = "Toy -p backlog=1 -p sleepMillis=3000 -wi 0 -i 2 -f 1";
    Plan plan =
        Plan.of(
            JmhArguments.parse(List.of(line.split(" ", -1))),
            new ParameterRules(List.of(), Long.MAX_VALUE, new BitSet()));
    assertThat(ExpectedTime.of(plan.options(), plan.cells().getFirst())).hasMillis(7_700);
  }
}
