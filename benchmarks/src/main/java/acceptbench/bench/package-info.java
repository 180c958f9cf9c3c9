/// The benchmarks: JMH states and the acts that are measured.
///
/// Start with [acceptbench.bench.BurstBenchmark], its state [acceptbench.bench.BurstLoad], and
/// [acceptbench.bench.ServerUnderTest], which all of them share, with its parameters in
/// [acceptbench.bench.ServerParameters]; what an iteration is held against is in
/// `IterationAccount`. Uses `acceptbench.load`, `acceptbench.kernel`, `acceptbench.profile`
/// and `acceptbench.server`.
@NullMarked
package acceptbench.bench;

import org.jspecify.annotations.NullMarked;
