@NullMarked
package acceptbench.bench;

import org.jspecify.annotations.NullMarked;
