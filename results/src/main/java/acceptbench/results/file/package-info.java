/// Files of a run as they are read, whatever is in them: within bounds of memory, and with a place
/// for each complaint.
///
/// Start with [acceptbench.results.file.JsonPlace] and [acceptbench.results.file.LineFile]; a file
/// that is no result ends in a [acceptbench.results.file.ResultsException]. Uses `text`.
@NullMarked
package acceptbench.results.file;

import org.jspecify.annotations.NullMarked;
