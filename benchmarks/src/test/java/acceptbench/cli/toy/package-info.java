/// Small benchmarks for the tests of the command line: quick, and with faults to be asked for.
@NullMarked
package acceptbench.cli.toy;

import org.jspecify.annotations.NullMarked;
