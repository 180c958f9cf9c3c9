package acceptbench.results.compare;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Harness;
import acceptbench.results.text.Figures;

/// Why the figures of two cells of the same name may not be compared.
final class CellObstacle {
  private static final String NO_RAW_DATA =
      ": forks can't be told apart; JMH writes it unless -Djmh.json.rawData=false is set";

  private CellObstacle() {}

  /// The reason in words; empty when there is none.
  static String between(Cell base, Cell candidate, Yardstick yardstick, String along) {
    if (yardstick.lacksRawData(base)) {
      return "no rawData in the base" + NO_RAW_DATA;
    }
    if (yardstick.lacksRawData(candidate)) {
      return "no rawData in the new run" + NO_RAW_DATA;
    }
    String unmeasured = unmeasured(base, yardstick, "the base");
    if (unmeasured.isEmpty()) unmeasured = unmeasured(candidate, yardstick, "the new run");
    if (!unmeasured.isEmpty()) {
      return unmeasured;
    }
    if (!yardstick.unit(base).equals(yardstick.unit(candidate))) {
      return "other unit: %s, then %s".formatted(yardstick.unit(base), yardstick.unit(candidate));
    }
    if (!along.isEmpty() && yardstick.isConnect() && lostNothing(base) && lostNothing(candidate)) {
      return "nothing overflowed, so the time to connect is the client's own";
    }
    double before = base.count("listener.effectiveBacklog");
    double after = candidate.count("listener.effectiveBacklog");
    boolean asked = along.equals("backlog");
    if (!asked && before != after && !Double.isNaN(before) && !Double.isNaN(after)) {
      return "other effective backlog: %s, then %s"
          .formatted(Figures.count(before), Figures.count(after));
    }
    Harness from = base.harness();
    Harness to = candidate.harness();
    if (from.threads() != to.threads()) {
      return "other options: %d threads, then %d".formatted(from.threads(), to.threads());
    }
    if (!from.measurementTime().equals(to.measurementTime())) {
      return "other options: measured for %s, then %s"
          .formatted(from.measurementTime(), to.measurementTime());
    }
    // The median of more iterations is another figure, as a JVM gets faster from one to the next.
    if (from.measurementIterations() != to.measurementIterations()) {
      return "other options: %d iterations in each fork, then %d"
          .formatted(from.measurementIterations(), to.measurementIterations());
    }
    return "";
  }

  private static boolean lostNothing(Cell cell) {
    return cell.metric("ListenOverflows").isMeasured() && !cell.overflowed();
  }

  private static String unmeasured(Cell cell, Yardstick yardstick, String where) {
    if (yardstick.forks(cell).length > 0) return "";
    return cell.launchCount() > 0 && cell.launchesBehind() == cell.launchCount()
        ? "no launch kept the schedule in " + where
        : "not measured in " + where;
  }
}
