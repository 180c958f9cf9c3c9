@NullMarked
package acceptbench.server.accepts;

import org.jspecify.annotations.NullMarked;
