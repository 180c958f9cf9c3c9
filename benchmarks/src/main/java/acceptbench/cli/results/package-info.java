/// The commands that read runs which were made before, and measure nothing: `report`, `compare`,
/// `history`, `index` and `export`.
///
/// Start with [acceptbench.cli.results.ReportCommand]. Each says what is wrong with a file in one
/// line (`UnusableFiles`); what is made of the runs is in `acceptbench.results`.
@NullMarked
package acceptbench.cli.results;

import org.jspecify.annotations.NullMarked;
