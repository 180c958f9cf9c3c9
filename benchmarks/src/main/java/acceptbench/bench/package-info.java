/// The benchmarks: JMH states and the acts that are measured.
///
/// Start with [acceptbench.bench.BurstBenchmark] and its state [acceptbench.bench.BurstLoad]. The
/// server that all of them share is in `server`, what an iteration is held against in `account`.
/// Uses these two, `acceptbench.load`, `acceptbench.server.parameter` and `acceptbench.linux`.
@NullMarked
package acceptbench.bench;

import org.jspecify.annotations.NullMarked;
