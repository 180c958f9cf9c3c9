/// Tests of what the strategies share.
@NullMarked
package acceptbench.server.strategy.common;

import org.jspecify.annotations.NullMarked;
