package acceptbench.results.finding;

import acceptbench.results.rank.Figure;
import acceptbench.results.rank.Ranked;
import acceptbench.results.rank.Ranking;
import acceptbench.results.run.Cell;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which strategies are better than which, where the launches can tell: at one backlog at a time,
/// as a larger backlog alone makes a strategy look faster.
final class RankFinding {
  private RankFinding() {}

  /// What is ranked of bursts and rates. Where nothing overflowed, connect latency is the client's
  /// own: on loopback the whole handshake runs on its CPU.
  static Finding of(Scenario scenario) {
    List<Sentence> sentences = new ArrayList<>();
    for (String backlog : scenario.backlogs()) {
      sentence(scenario, backlog, Figure.FIRST_BYTE_P99).ifPresent(sentences::add);
      if (anyOverflowed(scenario, backlog))
        sentence(scenario, backlog, Figure.CONNECT_P99).ifPresent(sentences::add);
    }
    if (!sentences.isEmpty() && scenario.backlogs().stream().anyMatch(b -> calm(scenario, b)))
      sentences.add(whyNoConnect());
    return finding(scenario, Figure.FIRST_BYTE_P99, sentences);
  }

  /// What is ranked where a full queue is emptied.
  static Finding ofDrain(Scenario scenario) {
    List<Sentence> sentences = new ArrayList<>();
    for (String backlog : scenario.backlogs())
      sentence(scenario, backlog, Figure.DRAIN).ifPresent(sentences::add);
    return finding(scenario, Figure.DRAIN, sentences);
  }

  private static Finding finding(Scenario scenario, Figure figure, List<Sentence> sentences) {
    List<Sentence> all = new ArrayList<>(sentences);
    if (all.isEmpty()) tooFew(scenario, figure).ifPresent(all::add);
    return new Finding("Who is better, by a test of the launches", all);
  }

  private static boolean anyOverflowed(Scenario scenario, String backlog) {
    return at(scenario, backlog).stream().anyMatch(Cell::overflowed);
  }

  private static boolean calm(Scenario scenario, String backlog) {
    return !at(scenario, backlog).isEmpty() && !anyOverflowed(scenario, backlog);
  }

  private static List<Cell> at(Scenario scenario, String backlog) {
    return scenario.cells().stream().filter(cell -> cell.backlog().equals(backlog)).toList();
  }

  /// Nothing where there are no ranks, or nobody to rank.
  private static Optional<Sentence> sentence(Scenario scenario, String backlog, Figure figure) {
    Ranking ranking = figure.rank(scenario, backlog);
    List<Ranked> places = ranking.places().stream().filter(p -> p.launches() > 0).toList();
    if (!ranking.ranks() || places.size() < 2) return Optional.empty();
    Sentence.Builder sentence =
        Sentence.say("At backlog ").number(backlog).words(", " + figure.label() + ": ");
    List<Ranked> first = places.stream().filter(place -> place.rank() == 1).toList();
    if (first.size() == places.size()) {
      sentence.words("no two of ").number(Figures.count(places.size()));
      return Optional.of(sentence.words(" can be told apart.").end());
    }
    sentence.names(first.stream().map(Ranked::name).toList());
    sentence.words(first.size() == 1 ? " is better than " : " share the first rank, better than ");
    int others = places.size() - first.size();
    if (others == 1) sentence.name(places.getLast().name());
    else sentence.words("the other ").number(Figures.count(others));
    sentence.words(first.size() == 1 ? " (" : " (medians from ");
    sentence.number(figure.text(first.getFirst().spread().median()));
    sentence.words(others == 1 ? " against " : " against up to ");
    sentence.number(figure.text(worst(places))).words(").");
    return Optional.of(sentence.end());
  }

  private static double worst(List<Ranked> places) {
    return places.stream().mapToDouble(place -> place.spread().median()).max().orElse(Double.NaN);
  }

  private static Sentence whyNoConnect() {
    return Sentence.say(
            "Where nothing overflowed, connect latency is not ranked: on loopback the whole"
                + " handshake runs on the client's CPU, so it is the client's own.")
        .end();
  }

  private static Optional<Sentence> tooFew(Scenario scenario, Figure figure) {
    return scenario.backlogs().stream()
        .map(backlog -> figure.rank(scenario, backlog))
        .filter(ranking -> !ranking.ranks())
        .findFirst()
        .map(RankFinding::tooFew);
  }

  private static Sentence tooFew(Ranking ranking) {
    int fewest =
        ranking.places().stream().mapToInt(Ranked::launches).filter(n -> n > 0).min().orElse(0);
    String enough = Figures.count(ranking.needed());
    return Sentence.say("Nobody: with ")
        .number(Figures.count(fewest))
        .words(fewest == 1 ? " launch" : " launches")
        .words(" of each nothing is ranked. It takes ")
        .number(enough)
        .words(" launches (-f ")
        .number(enough)
        .words(
            ") to tell any pair of so many strategies apart; what is said below is what happened")
        .words(" in this run.")
        .end();
  }
}
