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
  /// Slowest over fastest, up to which nobody is called the fastest.
  private static final double ALIKE = 1.1;

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
    Sentence.Builder sentence = Sentence.say("At backlog ").number(backlog).words(", ");
    if (order.size() > 1 && alike(first.connect(), last.connect())) {
      return Optional.of(allAlike(sentence, order, Cell::connect).end());
    }
    sentence.name(first.strategy());
    sentence.words(order.size() == 1 ? " connected " : " connected fastest: ");
    sentence.words("99 % of its clients within ");
    sentence.number(Figures.micros(first.connect().percentile(99)));
    sentence.words(", half of them within ");
    sentence.number(Figures.micros(first.connect().percentile(50)));
    if (order.size() > 1) {
      sentence.words("; the slowest was ").name(last.strategy()).words(" with ");
      sentence.number(Figures.micros(last.connect().percentile(99)));
    }
    return Optional.of(sentence.words(".").end());
  }

  private static boolean alike(Metric fast, Metric slow) {
    return slow.percentile(99) <= fast.percentile(99) * ALIKE;
  }

  private static Sentence.Builder allAlike(
      Sentence.Builder sentence, List<Cell> order, Function<Cell, Metric> metric) {
    return sentence
        .words(order.size() == 2 ? "both" : "all ")
        .number(order.size() == 2 ? "" : Integer.toString(order.size()))
        .words(" were alike: 99 % of the clients within ")
        .number(Figures.micros(metric.apply(order.getFirst()).percentile(99)))
        .words(" to ")
        .number(Figures.micros(metric.apply(order.getLast()).percentile(99)))
        .words(".");
  }

  private static Optional<Sentence> soonest(Scenario scenario, String backlog) {
    List<Cell> order = byPercentile99(scenario, backlog, Cell::firstByte);
    if (order.size() < 2) {
      return Optional.empty();
    }
    Cell first = order.getFirst();
    Cell last = order.getLast();
    Sentence.Builder sentence = Sentence.say("The first byte shows the acceptor, at backlog ");
    sentence.number(backlog).words(": ");
    if (alike(first.firstByte(), last.firstByte())) {
      return Optional.of(allAlike(sentence, order, Cell::firstByte).end());
    }
    sentence.name(first.strategy()).words(" greeted soonest (99 % of those served within ");
    sentence.number(Figures.micros(first.firstByte().percentile(99)));
    sentence.words(served(first)).name(last.strategy()).words(" latest (");
    sentence.number(Figures.micros(last.firstByte().percentile(99)));
    return Optional.of(sentence.words(servedEnd(last)).end());
  }

  private static String served(Cell cell) {
    return "; " + Figures.percent(cell.servedShare()) + " were served), ";
  }

  private static String servedEnd(Cell cell) {
    return "; " + Figures.percent(cell.servedShare()) + " were served).";
  }

  private static List<Cell> byPercentile99(
      Scenario scenario, String backlog, Function<Cell, Metric> metric) {
    return scenario.cells().stream()
        .filter(cell -> cell.backlog().equals(backlog) && cell.keptSchedule())
        .filter(cell -> !Double.isNaN(metric.apply(cell).percentile(99)))
        .sorted(
            Comparator.comparingDouble((Cell cell) -> metric.apply(cell).percentile(99))
                .thenComparingDouble(cell -> metric.apply(cell).percentile(50)))
        .toList();
  }
}
