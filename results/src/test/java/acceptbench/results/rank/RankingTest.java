package acceptbench.results.rank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class RankingTest {
  private static final int TABLES = 2_000;

  /// 5 % of 2,000 tables, and three standard deviations of such a count.
  private static final long AT_MOST = 100 + 30;

  private final Random random = new Random(3);

  private List<Contender> same(int contenders, int rounds, DoubleUnaryOperator draw) {
    double[] drift = new double[rounds];
    for (int i = 0; i < rounds; i++) drift[i] = draw.applyAsDouble(random.nextGaussian());
    List<Contender> all = new ArrayList<>();
    for (int i = 0; i < contenders; i++) {
      List<Double> launches = new ArrayList<>();
      for (int round = 0; round < rounds; round++)
        launches.add(drift[round] * Math.exp(0.1 * random.nextGaussian()));
      all.add(new Contender("c" + i, launches));
    }
    return all;
  }

  private static Contender times(Contender contender, String name, double factor) {
    return new Contender(name, contender.launches().stream().map(v -> v * factor).toList());
  }

  private static boolean anyToldApart(List<Contender> contenders) {
    Ranking ranking = Ranking.of(contenders, true, Ranking.USUAL);
    assertThat(ranking.ranks()).isTrue();
    return ranking.places().stream().anyMatch(place -> place.rank() > 1);
  }

  private static Ranked place(Ranking ranking, String name) {
    return ranking.places().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void whatIsTheSameIsToldApartInOneTableOf20AtMost() {
    long wrong = 0;
    for (int i = 0; i < TABLES; i++) if (anyToldApart(same(6, 8, _ -> 1))) wrong++;
    assertThat(wrong).isBetween(1L, AT_MOST);
  }

  @Test
  void alsoWhereTheMachineDriftsFromRoundToRound() {
    long wrong = 0;
    for (int i = 0; i < TABLES; i++) if (anyToldApart(same(6, 8, g -> Math.exp(0.4 * g)))) wrong++;
    assertThat(wrong).isBetween(1L, AT_MOST);
  }

  @Test
  void alsoOfTwoHumpsAndOfManyTies() {
    long humps = 0;
    long ties = 0;
    for (int i = 0; i < TABLES; i++) {
      List<Contender> two = new ArrayList<>();
      List<Contender> tied = new ArrayList<>();
      for (int c = 0; c < 4; c++) {
        List<Double> values = new ArrayList<>();
        List<Double> counts = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
          values.add((random.nextInt(3) == 0 ? 1_030 : 50) * (1 + 0.05 * random.nextGaussian()));
          counts.add((double) Math.max(0, random.nextInt(6) - 3));
        }
        two.add(new Contender("c" + c, values));
        tied.add(new Contender("c" + c, counts));
      }
      if (anyToldApart(two)) humps++;
      if (anyToldApart(tied)) ties++;
    }
    assertThat(humps).isLessThanOrEqualTo(AT_MOST);
    assertThat(ties).isLessThanOrEqualTo(AT_MOST);
  }

  @Test
  void aKnownShiftIsSeenAndTheSameSharesItsRank() {
    List<Contender> contenders = same(4, 8, _ -> 1);
    contenders.set(3, times(contenders.get(3), "slower", 2));
    Ranking ranking = Ranking.of(contenders, true, Ranking.USUAL);
    assertThat(ranking.places().subList(0, 3)).extracting(Ranked::rank).containsOnly(1);
    assertThat(ranking.places().getLast().name()).isEqualTo("slower");
    assertThat(ranking.places().getLast().rank()).isEqualTo(4);
    Ranking more = Ranking.of(contenders, false, Ranking.USUAL);
    assertThat(more.places().getFirst().name()).isEqualTo("slower");
    assertThat(more.places()).extracting(Ranked::rank).containsExactly(1, 2, 2, 2);
  }

  /// A round is up to three times as slow as another, and one contender a third slower than itself.
  @Test
  void aShiftIsSeenThroughTheDriftOfRounds() {
    int seen = 0;
    for (int i = 0; i < 100; i++) {
      List<Contender> contenders = same(6, 8, g -> Math.exp(0.5 * g));
      contenders.set(5, times(contenders.get(5), "slower", 1.5));
      if (place(Ranking.of(contenders, true, Ranking.USUAL), "slower").rank() > 1) seen++;
    }
    assertThat(seen).isGreaterThan(95);
  }

  @Test
  void fewLaunchesMakeNoRanksAndSayHowManyItTakes() {
    Ranking ranking = Ranking.of(same(18, 5, _ -> 1), true, Ranking.USUAL);
    assertThat(ranking.ranks()).isFalse();
    assertThat(ranking.needed()).isEqualTo(8);
    assertThat(ranking.places()).extracting(Ranked::rank).containsOnly(0);
    assertThat(Ranking.of(same(4, 5, _ -> 1), true, Ranking.USUAL).ranks()).isTrue();
    assertThat(Ranking.of(same(4, 1, _ -> 1), true, Ranking.USUAL).needed()).isEqualTo(5);
  }

  @Test
  void whoWasNotMeasuredComesLastWithoutARank() {
    List<Contender> contenders = same(4, 8, _ -> 1);
    contenders.addFirst(new Contender("absent", List.of(Double.NaN, Double.NaN)));
    Ranked last = Ranking.of(contenders, true, Ranking.USUAL).places().getLast();
    assertThat(last.name()).isEqualTo("absent");
    assertThat(last.rank()).isZero();
    assertThat(last.launches()).isZero();
    assertThat(last.spread().median()).isNaN();
  }

  @Test
  void aSingleContenderNeedsNoRank() {
    Ranking ranking = Ranking.of(same(1, 3, _ -> 1), true, Ranking.USUAL);
    assertThat(ranking.needed()).isZero();
    assertThat(ranking.places()).hasSize(1);
  }

  /// Of six, two with too few launches: without them six pairs are left, for which six are enough.
  @Test
  void whoHasTooFewLaunchesDoesNotKeepTheOthersFromBeingRanked() {
    List<Contender> all = new ArrayList<>(same(3, 6, _ -> 1));
    all.add(times(all.getFirst(), "slow", 3));
    all.add(new Contender("three", all.getFirst().launches().subList(0, 3)));
    all.add(new Contender("one", List.of(0.1)));
    Ranking ranking = Ranking.of(all, true, Ranking.USUAL);
    assertThat(ranking.ranks()).isTrue();
    assertThat(place(ranking, "slow").rank()).isEqualTo(4);
    assertThat(place(ranking, "three").rank()).isZero();
    assertThat(place(ranking, "one").rank()).isZero();
    assertThat(ranking.places()).extracting(Ranked::name).endsWith("slow", "one", "three");
  }
}
