package acceptbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TotalsTest {
  private static final long MILLI = 1_000_000;

  private final Totals totals = new Totals();

  /// 4 starts are 3 intervals, whatever was intended.
  @Test
  void theRateIsThatOfTheActualStartsFromTheFirstToTheLast() {
    totals.started(0, 0, 100 * MILLI);
    assertThat(totals.perSecond()).isNaN();
    totals.started(0, MILLI, 350 * MILLI);
    totals.started(0, 2 * MILLI, 360 * MILLI);
    totals.started(0, 3 * MILLI, 850 * MILLI);
    assertThat(totals.perSecond()).isEqualTo(4);
  }

  /// A closed loop may be run several times in one iteration, each time from an origin of its own.
  @Test
  void severalLoadsOfOneIterationAreOne() {
    totals.started(0, 0, 0);
    totals.started(1_000 * MILLI, 0, 0);
    totals.started(1_000 * MILLI, 0, 500 * MILLI);
    assertThat(totals.perSecond()).isEqualTo(2 / 1.5);
    totals.reset();
    assertThat(totals.perSecond()).isNaN();
    totals.started(5_000 * MILLI, 0, 0);
    totals.started(5_000 * MILLI, 0, 100 * MILLI);
    assertThat(totals.perSecond()).isEqualTo(10);
  }
}
