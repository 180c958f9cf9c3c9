package acceptbench.results.rank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Ranks of launches that were measured on several machines, of which each is as fast as it is.
class MachinesTest {
  private static final int TABLES = 2_000;

  /// 5 % of 2,000 tables, and three standard deviations of such a count.
  private static final long AT_MOST = 100 + 30;

  private final Random random = new Random(9);

  /// @param speeds of the machines, in the order of the rounds, which they take in turn
  private Contender drawn(String name, double scale, int rounds, double... speeds) {
    List<Double> launches = new ArrayList<>();
    List<Integer> machines = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      int machine = round % speeds.length;
      launches.add(scale * speeds[machine] * Math.exp(0.05 * random.nextGaussian()));
      machines.add(machine + 1);
    }
    return new Contender(name, launches, machines);
  }

  private static boolean anyToldApart(List<Contender> contenders) {
    Ranking ranking = Ranking.of(contenders, true, Ranking.USUAL);
    assertThat(ranking.ranks()).isTrue();
    return ranking.places().stream().anyMatch(place -> place.rank() > 1);
  }

  @Test
  void aDifferenceThatEachMachineShowsIsSeenAlthoughTheMachinesDifferMore() {
    int seen = 0;
    int seenByOneTest = 0;
    for (int i = 0; i < 100; i++) {
      List<Contender> two = List.of(drawn("one", 1, 8, 1, 3), drawn("slower", 1.2, 8, 1, 3));
      if (anyToldApart(two)) seen++;
      List<Contender> thrownTogether =
          two.stream().map(c -> new Contender(c.name(), c.launches())).toList();
      if (anyToldApart(thrownTogether)) seenByOneTest++;
    }
    assertThat(seen).isGreaterThan(90);
    assertThat(seenByOneTest).isLessThan(20);
  }

  @Test
  void whatIsTheSameIsToldApartInOneTableOf20AtMost() {
    for (int contenders : new int[] {2, 6}) {
      long wrong = 0;
      for (int i = 0; i < TABLES; i++) {
        List<Contender> same = new ArrayList<>();
        for (int c = 0; c < contenders; c++) same.add(drawn("c" + c, 1, 9, 1, 2, 5));
        if (anyToldApart(same)) wrong++;
      }
      assertThat(wrong).as("%d contenders", contenders).isBetween(1L, AT_MOST);
    }
  }

  /// A program that is not installed on the slow machine does not win by that.
  @Test
  void whoWasNotMeasuredOnTheSlowMachineIsNotBetterForIt() {
    long wrong = 0;
    for (int i = 0; i < TABLES; i++) {
      Contender everywhere = drawn("everywhere", 1, 12, 1, 3);
      Contender partly = drawn("partly", 1, 12, 1, 3);
      List<Double> launches = new ArrayList<>();
      for (int round = 0; round < 12; round++)
        launches.add(partly.machines().get(round) == 2 ? Double.NaN : partly.launches().get(round));
      if (anyToldApart(List.of(everywhere, new Contender("partly", launches, partly.machines()))))
        wrong++;
    }
    assertThat(wrong).isBetween(1L, AT_MOST);
  }
}
