package acceptbench.run.plan;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.launch.UserError;
import acceptbench.run.jmh.JmhArguments;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaunchOrderTest {
  @Test
  void eachRoundHasEachCellOnceInAnOrderOfItsOwn() throws UserError {
    LaunchOrder order = new LaunchOrder(plan(), 7);
    assertThat(order.count()).isEqualTo(5);
    assertThat(order.launches()).isEqualTo(40);
    Set<List<Integer>> orders = new HashSet<>();
    for (int number = 1; number <= 5; number++) {
      List<Launch> round = order.round(number);
      assertThat(round).extracting(Launch::number).containsOnly(number);
      List<Integer> cells = round.stream().map(Launch::cell).toList();
      assertThat(cells).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 8).boxed().toList());
      orders.add(cells);
    }
    assertThat(orders).hasSize(5);
  }

  @Test
  void theSameSeedHasTheSameOrdersAndAnotherHasOthers() throws UserError {
    LaunchOrder order = new LaunchOrder(plan(), 7);
    assertThat(new LaunchOrder(plan(), 7).round(3)).isEqualTo(order.round(3));
    assertThat(new LaunchOrder(plan(), 8).round(3)).isNotEqualTo(order.round(3));
  }

  /// No cell comes early more often than others.
  @Test
  void eachCellIsAsOftenAtEachPlace() throws UserError {
    Plan plan = plan();
    int[] first = new int[8];
    for (int seed = 0; seed < 8_000; seed++)
      first[new LaunchOrder(plan, seed).round(1).getFirst().cell()]++;
    // 1000 is meant, and 30 is a standard deviation.
    for (int count : first) assertThat(count).isBetween(850, 1_150);
  }

  private static Plan plan() throws UserError {
    return Plan.of(
        JmhArguments.parse(List.of("Toy", "-p", "backlog=1,2,3,4,5,6,7,8", "-f", "5")),
        new ParameterRules(List.of(), Long.MAX_VALUE, new BitSet()));
  }
}
