/// A backlog tried out on the running kernel: a server that stands still while connections arrive.
///
/// Start with [acceptbench.sizing.trial.PauseTrial]. Uses `acceptbench.load`, `acceptbench.server`,
/// its catalogue of strategies and `acceptbench.kernel`; needs a network namespace of its own.
@NullMarked
package acceptbench.sizing.trial;

import org.jspecify.annotations.NullMarked;
