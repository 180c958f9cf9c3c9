/// Two runs against each other: cells matched by benchmark and parameters, differences with
/// confidence intervals, a rank test on forks, and verdicts that hold for all cells together.
///
/// Start with [acceptbench.results.compare.Comparison]. Uses `run`, `statistics` and `text`.
@NullMarked
package acceptbench.results.compare;

import org.jspecify.annotations.NullMarked;
