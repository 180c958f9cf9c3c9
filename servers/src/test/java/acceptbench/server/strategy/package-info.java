@NullMarked
package acceptbench.server.strategy;

import org.jspecify.annotations.NullMarked;
