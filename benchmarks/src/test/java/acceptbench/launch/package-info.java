/// Tests of the launcher's parts.
@NullMarked
package acceptbench.launch;

import org.jspecify.annotations.NullMarked;
