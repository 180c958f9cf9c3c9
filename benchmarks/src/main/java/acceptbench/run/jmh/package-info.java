/// JMH's own options and output.
///
/// Start with [acceptbench.run.jmh.JmhArguments]. Uses JMH, `acceptbench.profile` and
/// `acceptbench.launch`.
@NullMarked
package acceptbench.run.jmh;

import org.jspecify.annotations.NullMarked;
