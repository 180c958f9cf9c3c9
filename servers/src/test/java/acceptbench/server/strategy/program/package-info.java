/// Tests of the real programs' common ground.
@NullMarked
package acceptbench.server.strategy.program;

import org.jspecify.annotations.NullMarked;
