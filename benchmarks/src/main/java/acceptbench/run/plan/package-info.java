/// What is to be measured: the cells of a plan, presets, and the rules of parameters.
///
/// Start with [acceptbench.run.plan.Plan]. Uses `jmh`, the catalogue of strategies and
/// `acceptbench.machine`.
@NullMarked
package acceptbench.run.plan;

import org.jspecify.annotations.NullMarked;
