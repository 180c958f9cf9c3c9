@NullMarked
package acceptbench.kernel;

import org.jspecify.annotations.NullMarked;
