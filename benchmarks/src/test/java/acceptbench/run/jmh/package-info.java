/// Tests of what stands between us and JMH.
@NullMarked
package acceptbench.run.jmh;

import org.jspecify.annotations.NullMarked;
