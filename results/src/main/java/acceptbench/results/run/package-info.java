/// A run as records, read from its files: cells, metrics, environment. Bad input ends here, in one
/// line that names file and place.
///
/// Start with [acceptbench.results.run.Run]. Uses `file` and `text`.
@NullMarked
package acceptbench.results.run;

import org.jspecify.annotations.NullMarked;
