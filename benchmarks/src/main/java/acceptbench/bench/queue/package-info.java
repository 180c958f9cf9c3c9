/// Joins both ends of the connections of an iteration, and holds the depth of the accept queue that
/// follows against what the kernel says.
///
/// Start with [acceptbench.bench.queue.QueueAccount]. Uses `acceptbench.load`, `acceptbench.kernel`
/// and the notes of the servers.
@NullMarked
package acceptbench.bench.queue;

import org.jspecify.annotations.NullMarked;
