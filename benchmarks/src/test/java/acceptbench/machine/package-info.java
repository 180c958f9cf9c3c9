/// Tests of what this machine is and lacks, on recorded and generated files.
@NullMarked
package acceptbench.machine;

import org.jspecify.annotations.NullMarked;
