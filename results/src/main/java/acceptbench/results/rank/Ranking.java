package acceptbench.results.rank;

import acceptbench.results.statistics.Blocks;
import acceptbench.results.statistics.ExactRankTest;
import acceptbench.results.statistics.Groups;
import acceptbench.results.statistics.Holm;
import acceptbench.results.statistics.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The places of all contenders in one figure. A rank is a claim: 1 + the number of those who are
/// better by a test of their launches, corrected for all pairs. Those that can't be told apart from
/// the best share the first rank. Those with too few launches to be told apart from any other are
/// left out, so that the others can be ranked: how many launches count depends on the client's
/// schedule and not on the figure.
///
/// @param places by rank, then best median first; those without a rank last
/// @param falseDifferences the chance, at most, that any two in the table that are the same are
///     told apart
/// @param needed how many launches of each it takes to tell any pair of that many apart; 0 where
///     there are enough
public record Ranking(List<Ranked> places, double falseDifferences, int needed) {
  /// The chance of a false difference that is usual in this suite.
  public static final double USUAL = 0.05;

  public Ranking {
    places = List.copyOf(places);
  }

  /// Whether there are ranks: with too few launches, however far they lie apart, there are none.
  public boolean ranks() {
    return needed == 0;
  }

  /// Ranks contenders by a figure.
  ///
  /// @param falseDifferences the chance of any false difference in this ranking, 0 to 1
  public static Ranking of(
      List<Contender> contenders, boolean lowerIsBetter, double falseDifferences) {
    List<Contender> measured =
        contenders.stream().filter(one -> one.measured().length > 0).toList();
    List<Contender> tested = tested(measured, falseDifferences);
    Map<String, Set<String>> better = better(tested, lowerIsBetter, falseDifferences);
    List<Ranked> places = new ArrayList<>();
    for (Contender contender : measured) {
      Set<String> worseThan = better.getOrDefault(contender.name(), Set.of());
      places.add(
          place(contender, tested.contains(contender) ? 1 + worseThan.size() : 0, worseThan));
    }
    Comparator<Ranked> byMedian = Comparator.comparingDouble(place -> place.spread().median());
    places.sort(
        Comparator.comparingInt(
                (Ranked place) -> place.rank() == 0 ? places.size() + 1 : place.rank())
            .thenComparing(lowerIsBetter ? byMedian : byMedian.reversed()));
    for (Contender contender : contenders)
      if (!measured.contains(contender)) places.add(place(contender, 0, Set.of()));
    return new Ranking(
        places,
        falseDifferences,
        measured.size() < 2 || !tested.isEmpty()
            ? 0
            : ExactRankTest.valuesFor(pairs(measured), falseDifferences, machines(measured)));
  }

  private static int pairs(List<Contender> contenders) {
    return contenders.size() * (contenders.size() - 1) / 2;
  }

  /// The contenders with enough launches to be told apart from each other. As long as the launches
  /// are too few for the number of pairs, the contender with the fewest is left out.
  private static List<Contender> tested(List<Contender> measured, double falseDifferences) {
    List<Contender> left = new ArrayList<>(measured);
    while (left.size() > 1) {
      if (new Rounds(left).canReach(falseDifferences / pairs(left))) return left;
      int fewest = left.stream().mapToInt(one -> one.measured().length).min().orElse(0);
      left.removeIf(one -> one.measured().length == fewest);
    }
    return List.of();
  }

  private static int machines(List<Contender> contenders) {
    long count = contenders.stream().flatMap(one -> one.machines().stream()).distinct().count();
    return (int) Math.max(1, count);
  }

  private static Ranked place(Contender contender, int rank, Set<String> worseThan) {
    double[] sorted = contender.sorted();
    return new Ranked(
        contender.name(), rank, sorted.length, Spread.of(sorted), Groups.of(sorted), worseThan);
  }

  /// For each contender, who is better than it.
  private static Map<String, Set<String>> better(
      List<Contender> contenders, boolean lowerIsBetter, double falseDifferences) {
    Rounds rounds = new Rounds(contenders);
    List<int[]> pairs = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++)
      for (int j = i + 1; j < contenders.size(); j++) pairs.add(new int[] {i, j});
    List<Blocks> samples = pairs.stream().map(pair -> rounds.pair(pair[0], pair[1])).toList();
    double[] corrected = Holm.correct(samples.stream().mapToDouble(ExactRankTest::p).toArray());
    Map<String, Set<String>> better = new HashMap<>();
    for (int i = 0; i < corrected.length; i++) {
      if (corrected[i] > falseDifferences) continue;
      boolean firstIsLower = samples.get(i).balance() < 0;
      int winner = pairs.get(i)[firstIsLower == lowerIsBetter ? 0 : 1];
      int loser = pairs.get(i)[firstIsLower == lowerIsBetter ? 1 : 0];
      better
          .computeIfAbsent(contenders.get(loser).name(), _ -> new HashSet<>())
          .add(contenders.get(winner).name());
    }
    return better;
  }
}
