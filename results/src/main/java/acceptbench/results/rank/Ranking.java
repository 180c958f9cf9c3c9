package acceptbench.results.rank;

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
/// better by a test of their launches, corrected for all pairs. Who can't be told apart from the
/// best shares the first rank.
///
/// @param places best median first; those who were not measured last
/// @param falseDifferences the chance that any two of the table who are the same get told apart, at
///     most
/// @param needed how many launches of each it takes to tell a pair of so many apart; 0 where there
///     are enough
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
    int fewest = measured.stream().mapToInt(one -> one.measured().length).min().orElse(0);
    int pairs = measured.size() * (measured.size() - 1) / 2;
    boolean enough = pairs > 0 && fewest >= ExactRankTest.valuesFor(pairs, falseDifferences);
    Map<String, Set<String>> better =
        enough ? better(measured, lowerIsBetter, falseDifferences) : Map.of();
    List<Ranked> places = new ArrayList<>();
    for (Contender contender : measured) {
      Set<String> worseThan = better.getOrDefault(contender.name(), Set.of());
      places.add(place(contender, enough ? 1 + worseThan.size() : 0, worseThan));
    }
    Comparator<Ranked> byMedian = Comparator.comparingDouble(place -> place.spread().median());
    places.sort(
        Comparator.comparingInt(Ranked::rank)
            .thenComparing(lowerIsBetter ? byMedian : byMedian.reversed()));
    for (Contender contender : contenders)
      if (!measured.contains(contender)) places.add(place(contender, 0, Set.of()));
    return new Ranking(
        places,
        falseDifferences,
        enough || pairs == 0 ? 0 : ExactRankTest.valuesFor(pairs, falseDifferences));
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
    List<double[][]> samples = pairs.stream().map(pair -> rounds.pair(pair[0], pair[1])).toList();
    double[] corrected =
        Holm.correct(
            samples.stream().mapToDouble(both -> ExactRankTest.p(both[0], both[1])).toArray());
    Map<String, Set<String>> better = new HashMap<>();
    for (int i = 0; i < corrected.length; i++) {
      if (corrected[i] > falseDifferences) continue;
      boolean firstIsLower = lies(samples.get(i)[0], samples.get(i)[1]) < 0;
      int winner = pairs.get(i)[firstIsLower == lowerIsBetter ? 0 : 1];
      int loser = pairs.get(i)[firstIsLower == lowerIsBetter ? 1 : 0];
      better
          .computeIfAbsent(contenders.get(loser).name(), _ -> new HashSet<>())
          .add(contenders.get(winner).name());
    }
    return better;
  }

  /// Below 0 where most values of the first lie below those of the second.
  private static int lies(double[] first, double[] second) {
    int balance = 0;
    for (double one : first) for (double other : second) balance += Double.compare(one, other);
    return balance;
  }
}
