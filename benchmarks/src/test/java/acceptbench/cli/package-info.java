@NullMarked
package acceptbench.cli;

import org.jspecify.annotations.NullMarked;
