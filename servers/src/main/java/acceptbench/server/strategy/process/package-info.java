/// Strategies that work in several processes: descriptors passed to workers, or one listener shared
/// by them.
///
/// Start with [acceptbench.server.strategy.process.FdPassingServer]. Uses `common`, and the
/// acceptors of `descriptor`.
@NullMarked
package acceptbench.server.strategy.process;

import org.jspecify.annotations.NullMarked;
