/// The tables of a report, as rows of finished texts.
///
/// Start with [acceptbench.results.table.CellTable]. Uses `run`, `rank`, `finding` and `text`.
@NullMarked
package acceptbench.results.table;

import org.jspecify.annotations.NullMarked;
