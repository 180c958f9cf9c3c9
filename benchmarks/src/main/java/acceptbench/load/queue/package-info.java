/// The accept queue, connection by connection: when each was put into it, as its client knows, and
/// when it was taken out, as the server has noted.
///
/// Start with [acceptbench.load.queue.Join]. Uses `acceptbench.server.accepts` and
/// `acceptbench.linux`.
@NullMarked
package acceptbench.load.queue;

import org.jspecify.annotations.NullMarked;
