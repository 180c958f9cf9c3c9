@NullMarked
package acceptbench.kernel.law;

import org.jspecify.annotations.NullMarked;
