/// Tests of the formats that forks write and reports read.
@NullMarked
package acceptbench.results.file;

import org.jspecify.annotations.NullMarked;
