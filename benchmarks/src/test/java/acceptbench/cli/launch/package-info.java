/// Tests of the launcher's parts.
@NullMarked
package acceptbench.cli.launch;

import org.jspecify.annotations.NullMarked;
