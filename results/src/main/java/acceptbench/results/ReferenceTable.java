package acceptbench.results;

import acceptbench.results.run.Reference;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Grid;
import java.util.ArrayList;
import java.util.List;

/// What was measured, beside what the reference took for the same.
final class ReferenceTable {
  private ReferenceTable() {}

  static Grid of(Reference reference) {
    List<List<String>> rows = new ArrayList<>();
    for (Reference.Row row : reference.rows()) {
      rows.add(
          List.of(
              row.name(),
              Figures.significant(row.reference()),
              Figures.significant(row.measured()),
              Figures.significant(row.ratio())));
    }
    return new Grid(
        List.of(
            Grid.text(""), Grid.number("reference"), Grid.number("measured"), Grid.number("ratio")),
        rows);
  }
}
