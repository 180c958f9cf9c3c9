package acceptbench.results.finding;

import acceptbench.results.rank.Figure;
import acceptbench.results.rank.Ranked;
import acceptbench.results.run.Cell;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// Where the machines of several shares disagree about who is better: the launches of all machines
/// tell two strategies apart, and the medians of one machine lie the other way round.
final class MachineFinding {
  /// The figures are in the tables of each machine's own report too.
  private static final int MOST_SHOWN = 8;

  private MachineFinding() {}

  /// Of two strategies by one figure at one backlog.
  private record Pair(Figure figure, String backlog, String better, String worse) {}

  static Finding of(Scenario scenario) {
    SortedSet<Integer> machines = new TreeSet<>();
    scenario.cells().forEach(cell -> machines.addAll(cell.machines()));
    List<Sentence> sentences = new ArrayList<>();
    int pairs = 0;
    for (String backlog : machines.isEmpty() ? List.<String>of() : scenario.backlogs())
      for (Pair pair : toldApart(scenario, backlog)) {
        pairs++;
        for (int machine : machines) disagreement(scenario, pair, machine, sentences);
      }
    if (pairs > 0 && sentences.isEmpty()) sentences.add(agreement(machines.size(), pairs));
    int more = sentences.size() - MOST_SHOWN;
    if (more > 0) {
      sentences = new ArrayList<>(sentences.subList(0, MOST_SHOWN));
      sentences.add(
          Sentence.say("And ").number(Figures.count(more)).words(" more of that kind.").end());
    }
    return new Finding("Where the machines disagree", sentences);
  }

  private static List<Pair> toldApart(Scenario scenario, String backlog) {
    List<Pair> pairs = new ArrayList<>();
    for (Figure figure : Figure.of(scenario.at(backlog))) {
      if (!RankFinding.TOLD.contains(figure)) continue;
      for (Ranked place : figure.rank(scenario, backlog).places())
        place.worseThan().stream()
            .sorted()
            .forEach(better -> pairs.add(new Pair(figure, backlog, better, place.name())));
    }
    return pairs;
  }

  private static void disagreement(
      Scenario scenario, Pair pair, int machine, List<Sentence> sentences) {
    Map<String, Cell> cells = new LinkedHashMap<>();
    scenario.at(pair.backlog()).forEach(cell -> cells.put(cell.strategy(), cell));
    Cell better = cells.get(pair.better());
    Cell worse = cells.get(pair.worse());
    if (better == null || worse == null) return;
    double itsMedian = pair.figure().medianOn(machine, better);
    double theOthers = pair.figure().medianOn(machine, worse);
    if (!(itsMedian > theOthers)) return;
    sentences.add(
        Sentence.say("At backlog ")
            .number(pair.backlog())
            .words(", " + pair.figure().label() + ": all machines together say that ")
            .name(pair.better())
            .words(" is better than ")
            .name(pair.worse())
            .words(", and on machine ")
            .number(Integer.toString(machine))
            .words(" its median is the worse one (")
            .number(pair.figure().text(itsMedian))
            .words(" against ")
            .number(pair.figure().text(theOthers))
            .words(").")
            .end());
  }

  private static Sentence agreement(int machines, int pairs) {
    return Sentence.say("Nowhere: of the ")
        .number(Figures.count(pairs))
        .words(
            pairs == 1
                ? " pair that was told apart, the better one has the better median on each of the "
                : " pairs that were told apart, the better one has the better median on each of"
                    + " the ")
        .number(Figures.count(machines))
        .words(" machines.")
        .end();
  }
}
