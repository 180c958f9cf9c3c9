/// What an iteration is held against, and what it reports: the kernel's counters before and after
/// it, the books of the load, and the stalls of the acceptors as they really were.
///
/// Start with [acceptbench.bench.account.IterationAccount]. Uses `acceptbench.bench.queue` (both
/// ends of each connection), `acceptbench.bench.worker`, `acceptbench.load`, `acceptbench.kernel`,
/// `acceptbench.server`, `acceptbench.linux` and `acceptbench.profile`, and knows no benchmark.
@NullMarked
package acceptbench.bench.account;

import org.jspecify.annotations.NullMarked;
