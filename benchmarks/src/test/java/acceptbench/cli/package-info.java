/// Tests of the command line. Those named `…IT` run the packaged jar with the system's `java`.
@NullMarked
package acceptbench.cli;

import org.jspecify.annotations.NullMarked;
