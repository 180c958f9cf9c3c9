/// Tests of the arithmetic of backlogs, and of the files that pauses come from.
@NullMarked
package acceptbench.sizing;

import org.jspecify.annotations.NullMarked;
