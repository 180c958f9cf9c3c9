/// What a run says, in plain sentences that are made from its data.
///
/// Start with [acceptbench.results.finding.Findings]. Uses `run` and `text`.
@NullMarked
package acceptbench.results.finding;

import org.jspecify.annotations.NullMarked;
