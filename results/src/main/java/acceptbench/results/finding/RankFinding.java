package acceptbench.results.finding;

import acceptbench.results.rank.Figure;
import acceptbench.results.rank.Ranked;
import acceptbench.results.rank.Ranking;
import acceptbench.results.run.Cell;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Sentence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which strategies are better than others, as far as the launches show it; at one backlog at a
/// time, since a larger backlog alone makes a strategy look faster.
final class RankFinding {
  /// The tables show the others too.
  static final Set<Figure> TOLD =
      EnumSet.of(Figure.FIRST_BYTE_P99, Figure.CONNECT_P99, Figure.DRAIN);

  private RankFinding() {}

  static Finding of(Scenario scenario) {
    List<Sentence> sentences = new ArrayList<>();
    for (String backlog : scenario.key().accept() ? scenario.backlogs() : List.<String>of()) {
      for (Figure figure : Figure.of(scenario.at(backlog)))
        if (TOLD.contains(figure)) sentence(scenario, backlog, figure).ifPresent(sentences::add);
    }
    if (sentences.isEmpty()) tooFew(scenario).ifPresent(sentences::add);
    if (connectIsTheClients(scenario)) sentences.add(whyNoConnect());
    return new Finding("Who is better, by a test of the launches", sentences);
  }

  /// Whether there is a backlog at which connect latency was measured, and nothing overflowed.
  private static boolean connectIsTheClients(Scenario scenario) {
    return scenario.backlogs().stream()
        .map(scenario::at)
        .anyMatch(
            cells ->
                cells.stream().anyMatch(RankFinding::hasConnect)
                    && cells.stream().noneMatch(Cell::overflowed));
  }

  private static boolean hasConnect(Cell cell) {
    return cell.connect().isMeasured() || cell.metric("connect:p0.99").isMeasured();
  }

  /// Nothing where there are no ranks, or nothing to rank.
  private static Optional<Sentence> sentence(Scenario scenario, String backlog, Figure figure) {
    Ranking ranking = figure.rank(scenario, backlog);
    List<Ranked> places = ranking.places().stream().filter(p -> p.rank() > 0).toList();
    if (!ranking.ranks() || places.size() < 2) return Optional.empty();
    Sentence.Builder sentence =
        Sentence.say("At backlog ").number(backlog).words(", " + figure.label() + ": ");
    List<Ranked> first = places.stream().filter(place -> place.rank() == 1).toList();
    if (first.size() == places.size()) {
      sentence.words("no two of ").number(Figures.count(places.size()));
      return Optional.of(leftOut(sentence.words(" can be told apart."), ranking).end());
    }
    List<Ranked> others = places.subList(first.size(), places.size());
    sentence.names(first.stream().map(Ranked::name).toList());
    sentence.words(first.size() == 1 ? " is " : " share the first rank, ");
    sentence.words(better(first, others));
    if (others.size() == 1) sentence.name(others.getFirst().name());
    else sentence.words("the other ").number(Figures.count(others.size()));
    sentence.words(first.size() == 1 ? " (" : " (medians from ");
    sentence.number(first.getFirst().typical(figure::text));
    sentence.words(others.size() == 1 ? " against " : " against up to ");
    sentence.number(worst(places).typical(figure::text)).words(").");
    return Optional.of(leftOut(sentence, ranking).end());
  }

  private static Sentence.Builder leftOut(Sentence.Builder sentence, Ranking ranking) {
    List<String> names =
        ranking.places().stream()
            .filter(place -> place.rank() == 0 && place.launches() > 0)
            .map(Ranked::name)
            .toList();
    if (names.isEmpty()) return sentence;
    sentence.words(" Not ranked, with too few launches: ").names(names);
    return sentence.words(".");
  }

  /// A rank only says that somebody is better; who that is was tested pair by pair.
  private static String better(List<Ranked> first, List<Ranked> others) {
    Set<String> names = first.stream().map(Ranked::name).collect(Collectors.toSet());
    if (others.stream().allMatch(other -> other.worseThan().containsAll(names)))
      return "better than ";
    String each = others.size() == 1 ? "" : "each of ";
    return (first.size() == 1 ? "at the first rank, " : "") + "and somebody is better than " + each;
  }

  private static Ranked worst(List<Ranked> places) {
    return Collections.max(places, Comparator.comparingDouble(place -> place.spread().median()));
  }

  private static Sentence whyNoConnect() {
    return Sentence.say(
            "Where nothing overflowed, connect latency is not ranked, and first byte latency is: on"
                + " loopback the whole handshake runs on the client's CPU, so the time to connect"
                + " is the client's own.")
        .end();
  }

  private static Optional<Sentence> tooFew(Scenario scenario) {
    return scenario.backlogs().stream()
        .flatMap(backlog -> rankings(scenario, backlog))
        .filter(ranking -> !ranking.ranks())
        .findFirst()
        .map(RankFinding::tooFew);
  }

  private static Stream<Ranking> rankings(Scenario scenario, String backlog) {
    return Figure.of(scenario.at(backlog)).stream()
        .filter(TOLD::contains)
        .map(figure -> figure.rank(scenario, backlog));
  }

  private static Sentence tooFew(Ranking ranking) {
    IntSummaryStatistics launches =
        ranking.places().stream()
            .mapToInt(Ranked::launches)
            .filter(count -> count > 0)
            .summaryStatistics();
    int fewest = launches.getMin();
    int most = launches.getMax();
    String counts = (fewest == most ? "" : fewest + " to ") + Figures.count(most);
    String enough = Figures.count(ranking.needed());
    return Sentence.say("Nobody: with ")
        .number(counts)
        .words(most == 1 ? " launch" : " launches")
        .words(" of each nothing is ranked. It takes ")
        .number(enough)
        .words(" launches (-f ")
        .number(enough)
        .words(
            ") to tell any pair of so many strategies apart; all else is what happened in this"
                + " run.")
        .end();
  }
}
