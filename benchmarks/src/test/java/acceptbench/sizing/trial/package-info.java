/// A backlog tried on the running kernel.
@NullMarked
package acceptbench.sizing.trial;

import org.jspecify.annotations.NullMarked;
