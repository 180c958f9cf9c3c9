@NullMarked
package acceptbench.kernel.law.rig;

import org.jspecify.annotations.NullMarked;
