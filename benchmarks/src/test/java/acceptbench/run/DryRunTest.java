package acceptbench.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.launch.UserError;
import acceptbench.run.jmh.JmhArguments;
import acceptbench.run.plan.Launch;
import acceptbench.run.plan.LaunchOrder;
import acceptbench.run.plan.ParameterRules;
import acceptbench.run.plan.Plan;
import acceptbench.run.plan.Strategies;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DryRunTest {
  @Test
  void eachCellIsALineInThePlansOrderAndTheLastLineIsTheSum() throws UserError {
    Plan plan = plan("Toy", "-p", "backlog=128,5", "-f", "3", "-i", "10");
    // 3 forks of 1.5 s to start and 10 iterations of 0.1 s.
    assertThat(printed(new DryRun(new LaunchOrder(plan, 0), Set.of())))
        .containsExactly(
            "1  sleep backlog=128  3 launches  about 7s",
            "2  sleep backlog=5    3 launches  about 7s",
            "2 cells, 6 launches, about 15s; nothing was measured");
  }

  @Test
  void whatIsDoneIsNeitherListedNorCounted() throws UserError {
    Plan plan = plan("Toy", "-p", "backlog=1,2,3", "-f", "3", "-i", "10");
    Set<Launch> done = new HashSet<>();
    for (int number = 1; number <= 3; number++) {
      done.add(new Launch(0, number));
      done.add(new Launch(2, number));
    }
    done.add(new Launch(1, 2));
    assertThat(printed(new DryRun(new LaunchOrder(plan, 0), done)))
        .containsExactly(
            "2  sleep backlog=2  2 launches  about 5s",
            "2 of 9 launches are left, about 5s; nothing was measured");
  }

  @Test
  void whatIsLeftOutStandsThereWithItsReason() throws UserError {
    Plan whole = plan("Toy", "-p", "backlog=1");
    Plan plan = new Plan(whole.options(), whole.cells(), Map.of("nginx", "not installed"));
    assertThat(printed(new DryRun(new LaunchOrder(plan, 0), Set.of())))
        .containsSubsequence(
            "left out: nginx: not installed", "1 cell, about 1s; nothing was measured");
  }

  private static List<String> printed(DryRun run) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    run.print(new PrintStream(bytes, true, UTF_8));
    return bytes.toString(UTF_8).lines().toList();
  }

  private static Plan plan(String... arguments) throws UserError {
    return Plan.of(
        JmhArguments.parse(List.of(arguments)),
        new ParameterRules(Strategies.known(), Long.MAX_VALUE, new BitSet()));
  }
}
