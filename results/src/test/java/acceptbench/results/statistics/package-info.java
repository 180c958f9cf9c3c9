/// Tests of the statistics on numbers whose answer is known.
@NullMarked
package acceptbench.results.statistics;

import org.jspecify.annotations.NullMarked;
