/// The catalogue of accept strategies, and the main class of a server's process.
///
/// Start with [acceptbench.server.strategy.AcceptStrategy]. Each family has a room of its own
/// below: `socket`, `nio`, `netty`, `descriptor`, `process`, `program` and `framework`; what they
/// share is in `common`. Nothing below may know the catalogue.
@NullMarked
package acceptbench.server.strategy;

import org.jspecify.annotations.NullMarked;
