/// What the kernel counts, how it is set, and the laws by which its two queues lose or keep a
/// connection.
///
/// Counters, sysctls and queue statistics are read from below a folder that is given, so that every
/// parser is tested on files recorded from a kernel.
@NullMarked
package acceptbench.kernel;

import org.jspecify.annotations.NullMarked;
