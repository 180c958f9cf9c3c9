package acceptbench.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import acceptbench.sizing.Sizing.Verdict;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizingTest {
  /// The first ones computed elsewhere.
  @ParameterizedTest
  @CsvSource({
    "2000, 200ms, 0.001, 462",
    "5000, 200ms, 0.001, 1098",
    "10000, 300ms, 0.001, 3170",
    "300, 150ms, 0.001, 66",
    "1, 1ms, 0.001, 1",
    "1000000, 1s, 0.000000001, 1006003"
  })
  void aKnownBacklog(double rate, String pause, double risk, int backlog) {
    Sizing sizing = Demands.of(rate, pause, risk).sizing();
    assertThat(sizing.backlog()).hasValue(backlog);
    assertThat(sizing.verdict()).isEqualTo(Verdict.ENOUGH);
  }

  @ParameterizedTest
  @CsvSource({
    "2000, 200ms, 0.001",
    "77, 1.5s, 0.05",
    "40000, 13ms, 0.000001",
    "5, 1s, 0.2",
    "250000, 2s, 0.000000001"
  })
  void itIsTheLeastThatKeepsTheRisk(double rate, String pause, double risk) {
    Sizing sizing = Demands.of(rate, pause, risk).sizing();
    int backlog = sizing.backlog().orElseThrow();
    PoissonDistribution arrivals = PoissonDistribution.of(rate * Span.parse(pause).seconds());
    assertThat(arrivals.survivalProbability(backlog + 1)).isLessThanOrEqualTo(risk);
    assertThat(arrivals.survivalProbability(backlog)).isGreaterThan(risk);
    assertThat(sizing.chance())
        .isCloseTo(arrivals.survivalProbability(backlog + 1), within(1e-6 * risk));
  }

  @Test
  void moreArrivalsALongerPauseOrLessRiskNeedMore() {
    for (int rate = 100; rate < 5_000; rate += 100) {
      Demands less = Demands.of(rate, "200ms", 0.001);
      assertThat(Demands.of(rate + 100, "200ms", 0.001).backlog()).isGreaterThan(less.backlog());
      assertThat(Demands.of(rate, "250ms", 0.001).backlog()).isGreaterThan(less.backlog());
      assertThat(Demands.of(rate, "200ms", 0.0001).backlog()).isGreaterThan(less.backlog());
      assertThat(less.burst(10).backlog()).isEqualTo(less.backlog() + 10);
      assertThat(less.drain(10_000).every("1s").backlog()).isEqualTo(less.backlog());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8, 64})
  void eachOfSeveralListenersNeedsAMarginOfItsOwn(int listeners) {
    Demands one = Demands.of(2_000, "200ms", 0.001);
    Sizing several = one.listeners(listeners).sizing();
    int each = several.backlog().orElseThrow();
    assertThat(each).isLessThan(one.backlog());
    assertThat(each * listeners).isGreaterThan(one.backlog());
    assertThat(several.ofOneListener()).hasValue(one.backlog());
    assertThat(several.chance()).isLessThanOrEqualTo(0.001);
  }

  /// A burst is shared out by chance: some listener may get all of it.
  @Test
  void aListenersPartOfABurstIsNotFixed() {
    Demands two = Demands.of(0.001, "1ms", 0.001).listeners(2);
    assertThat(two.burst(10).backlog()).isEqualTo(9);
    assertThat(two.burst(1_000).backlog()).isBetween(545, 560);
  }

  @Test
  void thereIsNoSmallerBacklogThanOne() {
    assertThat(Demands.of(0.001, "1ns", 0.5).backlog()).isEqualTo(1);
  }

  @Test
  void whatIsAcceptedTooLateIsTheUpperBound() {
    Sizing sizing = Demands.of(2_000, "200ms", 0.001).drain(5_000).sizing();
    assertThat(sizing.most()).hasValue(5_000);
    assertThat(Demands.of(2_000, "200ms", 0.001).drain(5_000).listeners(4).sizing().most())
        .hasValue(1_250);
    assertThat(sizing.drainNeeded()).isEmpty();
    assertThat(sizing.longestPause()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"400, 3s", "3000, 1.2s"})
  void whereThePauseIsTooLongForItsClientsNoBacklogHelps(double rate, String pause) {
    Demands demands = Demands.of(rate, pause, 0.001).drain(rate * 1.1);
    Sizing sizing = demands.sizing();
    assertThat(sizing.verdict()).isEqualTo(Verdict.CLIENTS_GONE);
    assertThat(sizing.most().orElseThrow()).isLessThan(sizing.backlog().orElseThrow());

    double drain = sizing.drainNeeded().orElseThrow();
    assertThat(demands.drain(Math.ceil(drain)).sizing().verdict()).isEqualTo(Verdict.ENOUGH);
    assertThat(demands.drain(0.99 * drain).sizing().verdict()).isNotEqualTo(Verdict.ENOUGH);

    Span longest = sizing.longestPause().orElseThrow();
    assertThat(verdict(demands, longest.nanos())).isEqualTo(Verdict.ENOUGH);
    assertThat(verdict(demands, longest.nanos() * 101 / 100)).isEqualTo(Verdict.CLIENTS_GONE);
  }

  private static Verdict verdict(Demands demands, long pauseNanos) {
    return Sizing.of(demands.demand().withPause(new Span(pauseNanos))).verdict();
  }

  @ParameterizedTest
  @CsvSource({"2000, , 2000", "2000, 300ms, 6000", "2000, 1s, 2500"})
  void aServerThatAcceptsTooSlowlyIsHelpedByNoBacklog(double rate, String every, double drain) {
    Demands demands = Demands.of(rate, "200ms", 0.001).drain(drain);
    if (every != null) demands = demands.every(every);
    Sizing sizing = demands.sizing();
    assertThat(sizing.verdict()).isEqualTo(Verdict.QUEUE_GROWS);
    assertThat(sizing.backlog()).isEmpty();
    assertThat(sizing.chance()).isNaN();
    double needed = sizing.drainNeeded().orElseThrow();
    assertThat(demands.drain(Math.ceil(needed + 1)).sizing().verdict()).isEqualTo(Verdict.ENOUGH);
    assertThat(demands.drain(0.99 * needed).sizing().verdict()).isEqualTo(Verdict.QUEUE_GROWS);
  }

  @Test
  void aPauseThatComesSoonAfterThisOneAddsWhatIsLeft() {
    Demands single = Demands.of(2_000, "200ms", 0.001);
    Sizing soon = single.drain(6_350).every("300ms").sizing();
    assertThat(soon.withoutOthers()).isEqualTo(single.backlog());
    assertThat(soon.backlog().orElseThrow()).isGreaterThan(single.backlog());
    assertThat(single.drain(7_000).every("300ms").backlog())
        .isBetween(single.backlog(), soon.backlog().orElseThrow() - 1);
  }
}
