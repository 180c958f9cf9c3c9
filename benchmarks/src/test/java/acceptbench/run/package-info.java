/// Tests of the driver.
@NullMarked
package acceptbench.run;

import org.jspecify.annotations.NullMarked;
