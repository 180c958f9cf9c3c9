/// Tests of plans and of the rules of parameters.
@NullMarked
package acceptbench.run.plan;

import org.jspecify.annotations.NullMarked;
