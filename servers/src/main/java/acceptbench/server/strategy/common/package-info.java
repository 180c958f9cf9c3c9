/// What the strategies share: the greeting, work that burns CPU, counts, and stalls of the
/// acceptors.
///
/// Start with [acceptbench.server.strategy.common.Stall]. Knows no strategy.
@NullMarked
package acceptbench.server.strategy.common;

import org.jspecify.annotations.NullMarked;
