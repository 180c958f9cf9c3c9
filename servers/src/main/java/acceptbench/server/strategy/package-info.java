/// The accept strategies, one class each, and their catalogue
/// [acceptbench.server.strategy.AcceptStrategy].
@NullMarked
package acceptbench.server.strategy;

import org.jspecify.annotations.NullMarked;
