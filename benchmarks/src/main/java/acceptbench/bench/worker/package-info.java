/// What each of the processes that accept did, as the kernel tells it.
///
/// Start with [acceptbench.bench.worker.WorkerShares]. Uses `acceptbench.linux` only.
@NullMarked
package acceptbench.bench.worker;

import org.jspecify.annotations.NullMarked;
