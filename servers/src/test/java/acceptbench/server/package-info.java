@NullMarked
package acceptbench.server;

import org.jspecify.annotations.NullMarked;
