/// Strategies on `java.net.ServerSocket`: one accepting thread, and who serves.
///
/// Start with [acceptbench.server.strategy.socket.BlockingServer]. Uses `common`.
@NullMarked
package acceptbench.server.strategy.socket;

import org.jspecify.annotations.NullMarked;
