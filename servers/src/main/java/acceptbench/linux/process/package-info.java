/// Processes, threads, signals and CPUs: who watches whom, and what runs where.
///
/// Start with [acceptbench.linux.process.Signals]. Uses `acceptbench.linux` only.
@NullMarked
package acceptbench.linux.process;

import org.jspecify.annotations.NullMarked;
