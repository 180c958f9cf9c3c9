/// The server's processes as a benchmark sees them from outside: what each of those that accept
/// did, and whether all are at rest.
///
/// Start with [acceptbench.bench.worker.WorkerShares]. Uses `acceptbench.linux`,
/// `acceptbench.kernel` and `acceptbench.server`.
@NullMarked
package acceptbench.bench.worker;

import org.jspecify.annotations.NullMarked;
