/// Tests of processes, threads, signals and CPUs.
@NullMarked
package acceptbench.linux.process;

import org.jspecify.annotations.NullMarked;
