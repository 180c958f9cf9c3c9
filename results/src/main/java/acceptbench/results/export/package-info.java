/// A run's figures in the formats of others: one file for `benchstat`, for a CI's chart of
/// benchmarks, for a monitoring system.
///
/// Start with [acceptbench.results.export.ExportFormat]. May use `run`, `statistics` and `text`.
@NullMarked
package acceptbench.results.export;

import org.jspecify.annotations.NullMarked;
