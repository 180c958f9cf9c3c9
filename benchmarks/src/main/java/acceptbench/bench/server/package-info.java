/// The server that a cell measures, and what was asked of it: its parameters, its process or the
/// address where it runs already, and how it is warmed up.
///
/// Start with [acceptbench.bench.server.ServerUnderTest], a JMH state that all benchmarks share,
/// and [acceptbench.bench.server.ServerParameters]. It holds the account of
/// `acceptbench.bench.account`, and uses `acceptbench.load`, `acceptbench.kernel` and
/// `acceptbench.server`; the benchmarks use it.
@NullMarked
package acceptbench.bench.server;

import org.jspecify.annotations.NullMarked;
