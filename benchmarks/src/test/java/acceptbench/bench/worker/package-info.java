@NullMarked
package acceptbench.bench.worker;

import org.jspecify.annotations.NullMarked;
