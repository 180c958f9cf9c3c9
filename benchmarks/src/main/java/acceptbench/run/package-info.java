/// A run: a plan, measured cell by cell, each cell in a JVM that JMH forks.
///
/// Start with [acceptbench.run.Driver], then [acceptbench.run.CellRunner]. What is to be measured
/// is in `plan`, what is kept on disk in `folder`, and what belongs to JMH in `jmh`. Knows nothing
/// of the command line.
@NullMarked
package acceptbench.run;

import org.jspecify.annotations.NullMarked;
