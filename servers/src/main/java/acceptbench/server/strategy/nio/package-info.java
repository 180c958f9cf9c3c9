/// Strategies on the JDK's Selector.
///
/// Start with [acceptbench.server.strategy.nio.NioSelectorServer]. Uses `common`.
@NullMarked
package acceptbench.server.strategy.nio;

import org.jspecify.annotations.NullMarked;
