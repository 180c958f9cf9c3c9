package acceptbench.results.table;

import acceptbench.results.run.Reference;
import acceptbench.results.text.Columns;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Grid;

/// What was measured, beside what the reference took for the same.
public final class ReferenceTable {
  private ReferenceTable() {}

  /// A row for each piece of work.
  public static Grid of(Reference reference) {
    return new Columns<Reference.Row>()
        .text("", Reference.Row::name)
        .number("reference", row -> Figures.significant(row.reference()))
        .number("measured", row -> Figures.significant(row.measured()))
        .number("ratio", row -> Figures.significant(row.ratio()))
        .of(reference.rows());
  }
}
