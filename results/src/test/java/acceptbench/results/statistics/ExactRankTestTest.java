package acceptbench.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.junit.jupiter.api.Test;

class ExactRankTestTest {
  private static final double CLOSE = 1e-12;

  @Test
  void withoutTiesItIsTheLibrarysExactTest() {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      double[] first = random.doubles(2 + random.nextInt(8)).toArray();
      double[] second = random.doubles(2 + random.nextInt(8)).map(v -> v + 0.3).toArray();
      assertThat(ExactRankTest.p(first, second))
          .isCloseTo(MannWhitneyUTest.withDefaults().test(first, second).getPValue(), within(1e-9));
    }
  }

  /// Of the 6 ways to choose 2 of 1, 1, 1, 2 those with the 2 are as far from the mean as those
  /// without it.
  @Test
  void tiesAreCounted() {
    assertThat(ExactRankTest.p(new double[] {1, 1}, new double[] {1, 2})).isEqualTo(1);
    assertThat(ExactRankTest.p(new double[] {0, 0, 0}, new double[] {5, 5, 5}))
        .isCloseTo(2 / 20.0, within(CLOSE));
    assertThat(ExactRankTest.p(new double[] {0, 0, 0, 7}, new double[] {7, 7, 7, 7}))
        .isCloseTo(2 * 5 / 70.0, within(CLOSE));
  }

  @Test
  void whatIsTheSameCantBeToldApart() {
    assertThat(ExactRankTest.p(new double[] {3, 3, 3}, new double[] {3, 3, 3})).isEqualTo(1);
    assertThat(ExactRankTest.p(new double[0], new double[] {3})).isEqualTo(1);
  }

  @Test
  void theSmallestPIsReached() {
    double[] low = {1, 2, 3, 4, 5};
    double[] high = {6, 7, 8, 9, 10};
    assertThat(ExactRankTest.p(low, high)).isCloseTo(2 / 252.0, within(CLOSE));
    assertThat(ExactRankTest.smallestP(5, 5)).isCloseTo(2 / 252.0, within(CLOSE));
  }
}
