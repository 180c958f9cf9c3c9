/// Charts as data; the page's script draws them.
///
/// Start with [acceptbench.results.chart.Charts]. Uses `run` and `text`.
@NullMarked
package acceptbench.results.chart;

import org.jspecify.annotations.NullMarked;
