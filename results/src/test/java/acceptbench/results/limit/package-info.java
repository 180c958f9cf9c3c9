/// Tests of what a run has to keep to.
@NullMarked
package acceptbench.results.limit;

import org.jspecify.annotations.NullMarked;
