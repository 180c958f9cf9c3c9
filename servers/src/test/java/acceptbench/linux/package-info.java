@NullMarked
package acceptbench.linux;

import org.jspecify.annotations.NullMarked;
