/// How what a benchmark observed becomes secondary results of JMH.
///
/// Start with [acceptbench.profile.ObservationProfiler]. Uses JMH and HdrHistogram, and nothing of
/// ours.
@NullMarked
package acceptbench.profile;

import org.jspecify.annotations.NullMarked;
