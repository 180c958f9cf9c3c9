package acceptbench.run.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.launch.UserError;
import acceptbench.run.jmh.JmhArguments;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTest {
  /// For every number of rounds and shares: each round is in one share, shares differ in a round at
  /// most, and the unshared run measures its launches in the same order.
  @Test
  void sharesAreAllRoundsAndNoneTwice() throws UserError {
    for (int rounds = 1; rounds <= 9; rounds++) {
      Plan plan = plan("Toy", "-p", "backlog=1,2,3", "-f", Integer.toString(rounds));
      LaunchOrder whole = new LaunchOrder(plan, 5);
      for (int of = 1; of <= rounds; of++) {
        List<Integer> all = new ArrayList<>();
        int launches = 0;
        for (int number = 1; number <= of; number++) {
          LaunchOrder share = new LaunchOrder(plan, 5, new Share(number, of));
          assertThat(share.rounds().size()).isBetween(rounds / of, rounds / of + 1);
          for (int round : share.rounds())
            assertThat(share.round(round)).isEqualTo(whole.round(round));
          assertThat(share.count()).isEqualTo(rounds);
          all.addAll(share.rounds());
          launches += share.launches();
        }
        assertThat(all).containsExactlyInAnyOrderElementsOf(whole.rounds());
        assertThat(launches).isEqualTo(whole.launches());
      }
    }
  }

  @Test
  void theSecondOfThreeSharesHasRound2And5And8() {
    assertThat(Share.parse("2/3").rounds(8)).containsExactly(2, 5, 8);
    assertThat(Share.parse("2/3")).hasToString("2/3");
    assertThat(Share.parse("1/1")).isEqualTo(Share.WHOLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "0/4", "5/4", "1/0", "-1/4", "1/4/4", "a/b", "1/99999"})
  void whatIsNoShareIsRefused(String text) {
    assertThatThrownBy(() -> Share.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Burst -p strategy=epoll -f 4|--share 2/4: burstRate=auto is measured on each machine anew",
        "Toy -f 3|--share 2/4: the plan has 3 rounds, which is too few for 4 shares; -f 4 or more",
        "Toy|--share 2/4: the plan has 1 round, which is too few",
      })
  void aPlanThatCanNotBeSharedIsRefusedInOneLine(String line, String message) throws UserError {
    Plan plan = plan(line.split(" ", -1));
    Share.WHOLE.check(plan);
    assertThatThrownBy(() -> new Share(2, 4).check(plan))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(message)
        .extracting(Throwable::getMessage)
        .asString()
        .hasLineCount(1);
  }

  private static Plan plan(String... arguments) throws UserError {
    BitSet cpus = new BitSet();
    cpus.set(0, 2);
    return Plan.of(
        JmhArguments.parse(List.of(arguments)),
        new ParameterRules(Strategies.known(), Long.MAX_VALUE, cpus));
  }
}
