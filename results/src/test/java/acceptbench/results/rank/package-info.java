/// Tests of ranks on drawn data: what is known to be the same, and what is known to differ.
@NullMarked
package acceptbench.results.rank;

import org.jspecify.annotations.NullMarked;
