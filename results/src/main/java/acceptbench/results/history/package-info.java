/// The same cells in several runs of one machine, in the order of time.
///
/// Start with [acceptbench.results.history.History]. May use `run`, `compare`, `rank`,
/// `statistics`, `chart` and `text`.
@NullMarked
package acceptbench.results.history;

import org.jspecify.annotations.NullMarked;
