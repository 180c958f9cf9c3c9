/// Who is better than whom in one figure, from several launches of each, and who can't be told
/// apart.
///
/// Start with [acceptbench.results.rank.Ranking], which knows numbers only;
/// [acceptbench.results.rank.Figure] takes them from a run's cells. Uses `run`,
/// `statistics` and `text`.
@NullMarked
package acceptbench.results.rank;

import org.jspecify.annotations.NullMarked;
