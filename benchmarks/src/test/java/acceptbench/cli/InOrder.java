package acceptbench.cli;

import acceptbench.launch.UserError;
import acceptbench.run.jmh.JmhArguments;
import acceptbench.run.plan.Launch;
import acceptbench.run.plan.LaunchOrder;
import acceptbench.run.plan.ParameterRules;
import acceptbench.run.plan.Plan;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// For tests that wait for one cell after the other: a seed with which the first round is in the
/// plan's order.
final class InOrder {
  private InOrder() {}

  /// `--seed=N` for a plan of so many cells.
  static String cells(int count) throws UserError {
    String backlogs =
        IntStream.rangeClosed(1, count).mapToObj(String::valueOf).collect(Collectors.joining(","));
    Plan plan =
        Plan.of(
            JmhArguments.parse(List.of("Toy", "-p", "backlog=" + backlogs)),
            new ParameterRules(List.of(), Long.MAX_VALUE, new BitSet()));
    List<Launch> inOrder = IntStream.range(0, count).mapToObj(i -> new Launch(i, 1)).toList();
    long seed = 0;
    while (!new LaunchOrder(plan, seed).round(1).equals(inOrder)) seed++;
    return "--seed=" + seed;
  }
}
