/// Tests of what the numbers say, on files made for them.
@NullMarked
package acceptbench.results;

import org.jspecify.annotations.NullMarked;
