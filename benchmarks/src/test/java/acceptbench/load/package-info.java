@NullMarked
package acceptbench.load;

import org.jspecify.annotations.NullMarked;
