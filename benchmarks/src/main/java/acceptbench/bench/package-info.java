/// The benchmarks: JMH states and the acts that are measured.
@NullMarked
package acceptbench.bench;

import org.jspecify.annotations.NullMarked;
