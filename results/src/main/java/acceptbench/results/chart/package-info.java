/// Charts as data. How they are drawn is for the page's script.
@NullMarked
package acceptbench.results.chart;

import org.jspecify.annotations.NullMarked;
