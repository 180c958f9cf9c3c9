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

  /// From the first start of any client to the last of any, and the pace of the slowest.
  @Test
  void severalClientsTotalsAreOne() {
    Totals other = new Totals();
    totals.started(0, 100 * MILLI, 100 * MILLI);
    totals.started(0, 300 * MILLI, 300 * MILLI);
    totals.cameRound(7);
    other.started(0, 50 * MILLI, 50 * MILLI);
    other.started(0, 200 * MILLI, 400 * MILLI);
    other.cameRound(5);
    Totals all = new Totals();
    all.add(new Totals());
    all.add(totals);
    all.add(other);
    assertThat(all.attempted).isEqualTo(4);
    assertThat(all.firstIntendedAt).isEqualTo(50 * MILLI);
    assertThat(all.longestPauseNanos).isEqualTo(7);
    assertThat(all.perSecond()).isEqualTo(3 / 0.35);
    assertThat(all.keptPace()).isEqualTo(0.5);
  }

  /// Of two loads of a second each the thread had its CPU for 1.6 s, and spun for 0.6 s of that.
  @Test
  void aClientThatSpinsIsNotBusy() {
    assertThat(totals.busy()).isNaN();
    for (int i = 0; i < 12_000; i++) totals.spun(50_000);
    totals.ended(1_000 * MILLI, 900 * MILLI);
    totals.ended(1_000 * MILLI, 700 * MILLI);
    assertThat(totals.busy()).isEqualTo(0.5);
    Totals idle = new Totals();
    for (int i = 0; i < 42_000; i++) idle.spun(50_000);
    idle.ended(2_000 * MILLI, 2_000 * MILLI);
    assertThat(idle.busy()).isZero();
    Totals stopped = new Totals();
    stopped.spun(1_000 * MILLI);
    stopped.ended(1_000 * MILLI, 200 * MILLI + 50_000);
    assertThat(stopped.busy()).as("kept from running while it spun").isEqualTo(0.2);
    Totals all = new Totals();
    all.add(totals);
    all.add(idle);
    assertThat(all.busy()).as("of both CPUs; what one spun too long is not").isEqualTo(0.25);
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
