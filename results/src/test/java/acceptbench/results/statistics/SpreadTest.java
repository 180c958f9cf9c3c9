package acceptbench.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpreadTest {
  /// Table of the sign test: 8 values give 99.2 % between the outermost and 93 % between the next.
  @Test
  void eightLaunchesGiveTheWholeRange() {
    Spread spread = Spread.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8});
    assertThat(spread.median()).isEqualTo(4.5);
    assertThat(spread.low()).isEqualTo(1);
    assertThat(spread.high()).isEqualTo(8);
    assertThat(spread.confidence()).isCloseTo(0.9921875, within(1e-9));
  }

  @Test
  void tenLaunchesLeaveOneOutAtEachEnd() {
    Spread spread = Spread.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 100});
    assertThat(spread.low()).isEqualTo(2);
    assertThat(spread.high()).isEqualTo(9);
    assertThat(spread.confidence()).isCloseTo(0.978515625, within(1e-9));
  }

  @Test
  void fewLaunchesSayHowLittleIsKnown() {
    assertThat(Spread.of(new double[] {1, 2, 3, 4, 5}).confidence()).isEqualTo(0.9375);
    assertThat(Spread.of(new double[] {7}).confidence()).isZero();
    assertThat(Spread.of(new double[0]).median()).isNaN();
  }
}
