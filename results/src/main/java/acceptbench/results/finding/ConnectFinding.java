package acceptbench.results.finding;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Metric;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Which strategy connected fastest, and which greeted soonest: compared at one backlog only, as a
/// larger backlog alone makes a strategy look faster.
final class ConnectFinding {
  private ConnectFinding() {}

  static Finding of(Scenario scenario) {
    List<Sentence> sentences = new ArrayList<>();
    List<String> backlogs = scenario.backlogs();
    String largest = scenario.largestCommonBacklog().orElse(backlogs.getLast());
    fastest(scenario, largest).ifPresent(sentences::add);
    backlogs.stream()
        .filter(backlog -> !backlog.equals(largest))
        .findFirst()
        .flatMap(smallest -> fastest(scenario, smallest))
        .ifPresent(sentences::add);
    soonest(scenario, largest).ifPresent(sentences::add);
    return new Finding("Which connected fastest", sentences);
  }

  private static Optional<Sentence> fastest(Scenario scenario, String backlog) {
    List<Cell> order = byPercentile99(scenario, backlog, Cell::connect);
    if (order.isEmpty()) {
      return Optional.empty();
    }
    Cell first = order.getFirst();
    Cell last = order.getLast();
    Sentence.Builder sentence =
        Sentence.say("At backlog ").number(backlog).words(", ").name(first.strategy());
    sentence.words(order.size() == 1 ? " connected 99 % of its clients within " : connected());
    sentence.number(Figures.micros(first.connect().percentile(99)));
    sentence.words(", half of them within ");
    sentence.number(Figures.micros(first.connect().percentile(50)));
    if (order.size() > 1) {
      sentence.words("; the slowest was ").name(last.strategy()).words(" with ");
      sentence.number(Figures.micros(last.connect().percentile(99)));
    }
    return Optional.of(sentence.words(".").end());
  }

  private static String connected() {
    return " connected fastest: 99 % of its clients within ";
  }

  private static Optional<Sentence> soonest(Scenario scenario, String backlog) {
    List<Cell> order = byPercentile99(scenario, backlog, Cell::firstByte);
    if (order.size() < 2) {
      return Optional.empty();
    }
    Cell first = order.getFirst();
    Cell last = order.getLast();
    return Optional.of(
        Sentence.say("A connect says nothing about the acceptor, the greeting does: at backlog ")
            .number(backlog)
            .words(" it came soonest from ")
            .name(first.strategy())
            .words(" (99 % within ")
            .number(Figures.micros(first.firstByte().percentile(99)))
            .words(", ")
            .number(Figures.percent(first.servedShare()))
            .words(" of the clients served) and latest from ")
            .name(last.strategy())
            .words(" (")
            .number(Figures.micros(last.firstByte().percentile(99)))
            .words(", ")
            .number(Figures.percent(last.servedShare()))
            .words(" served).")
            .end());
  }

  private static List<Cell> byPercentile99(
      Scenario scenario, String backlog, Function<Cell, Metric> metric) {
    return scenario.cells().stream()
        .filter(cell -> cell.backlog().equals(backlog))
        .filter(cell -> !Double.isNaN(metric.apply(cell).percentile(99)))
        .sorted(
            Comparator.comparingDouble((Cell cell) -> metric.apply(cell).percentile(99))
                .thenComparingDouble(cell -> metric.apply(cell).percentile(50)))
        .toList();
  }
}
