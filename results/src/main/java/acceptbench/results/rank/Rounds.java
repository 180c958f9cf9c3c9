package acceptbench.results.rank;

import acceptbench.results.statistics.Blocks;
import acceptbench.results.statistics.ExactRankTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.descriptive.Median;

/// Takes out what a round did to all of its launches, for example because the machine was slower
/// for a while.
///
/// For each pair a round has a factor: how slow the *other* contenders were in it, each against its
/// own median. A factor that came from the pair's own values would make them look steadier than
/// they are, and chance would look like a difference; from the others it can only leave noise that
/// both sides share, which makes a test of them more careful.
final class Rounds {
  /// With fewer others, one of them decides the factor.
  private static final int FEWEST_OTHERS = 3;

  private final List<Contender> contenders;
  private final boolean levels;

  /// Looks whether to take the rounds' share out: it is left where values are missing or not above
  /// 0, or where the launches of all contenders would differ no less without it.
  Rounds(List<Contender> contenders) {
    this.contenders = contenders;
    this.levels =
        contenders.size() >= FEWEST_OTHERS + 2
            && complete(contenders)
            && unrest(levelled()) < unrest(contenders);
  }

  /// The launches of two contenders, ready to be tested against each other.
  ///
  /// A round is measured on one machine, so its factor has the machine's in it, and levelled
  /// launches are of one block. The others are compared machine by machine.
  Blocks pair(int first, int second) {
    if (!levels) return contenders.get(first).against(contenders.get(second));
    return Blocks.one(
        levelled(first, first, second).measured(), levelled(second, first, second).measured());
  }

  /// Whether in each pair as many launches as there are can tell it apart.
  ///
  /// @param p that each pair has to be able to reach
  boolean canReach(double p) {
    for (int i = 0; i < contenders.size(); i++)
      for (int j = i + 1; j < contenders.size(); j++)
        if (ExactRankTest.smallestP(pair(i, j)) > p) return false;
    return true;
  }

  private static boolean complete(List<Contender> contenders) {
    int rounds = contenders.getFirst().launches().size();
    return contenders.stream()
        .allMatch(
            contender ->
                contender.launches().size() == rounds
                    && contender.machines().equals(contenders.getFirst().machines())
                    && contender.launches().stream().allMatch(value -> value > 0));
  }

  private List<Contender> levelled() {
    List<Contender> levelled = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) levelled.add(levelled(i, i, i));
    return levelled;
  }

  /// A contender's launches divided by the round's factors, which come from all contenders but two.
  private Contender levelled(int contender, int without, int andWithout) {
    List<Double> values = new ArrayList<>();
    List<Double> launches = contenders.get(contender).launches();
    for (int round = 0; round < launches.size(); round++)
      values.add(launches.get(round) / factor(round, without, andWithout));
    return new Contender(contenders.get(contender).name(), values);
  }

  private double factor(int round, int without, int andWithout) {
    List<Contender> others = new ArrayList<>(contenders);
    others.remove(contenders.get(without));
    others.remove(contenders.get(andWithout));
    return median(
        others.stream()
            .mapToDouble(one -> one.launches().get(round) / median(one.measured()))
            .toArray());
  }

  /// How much launches differ from their contender's median: the median share.
  private static double unrest(List<Contender> contenders) {
    return median(
        contenders.stream()
            .flatMapToDouble(
                one -> {
                  double middle = median(one.measured());
                  return Arrays.stream(one.measured()).map(v -> Math.abs(v / middle - 1));
                })
            .toArray());
  }

  private static double median(double[] values) {
    return Median.withDefaults().evaluate(values);
  }
}
