/// Tests of how accepting Selectors hand over.
@NullMarked
package acceptbench.server.strategy.nio;

import org.jspecify.annotations.NullMarked;
