@NullMarked
package acceptbench.load.queue;

import org.jspecify.annotations.NullMarked;
