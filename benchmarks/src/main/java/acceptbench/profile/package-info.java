/// How what a benchmark observed becomes secondary results of JMH.
///
/// Start with [acceptbench.profile.ObservationProfiler]. Uses JMH, HdrHistogram, and
/// `acceptbench.results.file` for the tags of histograms.
@NullMarked
package acceptbench.profile;

import org.jspecify.annotations.NullMarked;
