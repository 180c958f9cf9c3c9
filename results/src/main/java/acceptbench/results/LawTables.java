package acceptbench.results;

import acceptbench.results.run.CheckedLaw;
import acceptbench.results.text.Grid;
import java.util.ArrayList;
import java.util.List;

/// The laws that were checked: a line for each, and every prediction with what came.
final class LawTables {
  private LawTables() {}

  static Grid verdicts(List<CheckedLaw> laws) {
    List<List<String>> rows = new ArrayList<>();
    for (CheckedLaw law : laws) {
      rows.add(List.of(law.name(), law.statement(), law.verdict(), law.note()));
    }
    return new Grid(
        List.of(
            Grid.text("law"), Grid.text("what it says"), Grid.text("verdict"), Grid.text("note")),
        rows);
  }

  static Grid readings(List<CheckedLaw> laws) {
    List<List<String>> rows = new ArrayList<>();
    for (CheckedLaw law : laws) {
      for (CheckedLaw.Reading reading : law.readings()) {
        rows.add(
            List.of(
                law.name(),
                reading.what(),
                reading.predicted(),
                reading.measured(),
                reading.holds() ? "yes" : "no"));
      }
    }
    return new Grid(
        List.of(
            Grid.text("law"),
            Grid.text("case"),
            Grid.text("predicted"),
            Grid.text("measured"),
            Grid.text("holds")),
        rows);
  }
}
