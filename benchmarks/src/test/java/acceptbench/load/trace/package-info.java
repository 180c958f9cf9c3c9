@NullMarked
package acceptbench.load.trace;

import org.jspecify.annotations.NullMarked;
