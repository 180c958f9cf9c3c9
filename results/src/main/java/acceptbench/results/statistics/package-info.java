/// Statistics of a few launches: tests, their correction, intervals, groups and trends.
///
/// All know numbers only, and assume nothing of how they are distributed. Start with
/// [acceptbench.results.statistics.ExactRankTest]. Uses nothing of ours.
@NullMarked
package acceptbench.results.statistics;

import org.jspecify.annotations.NullMarked;
