/// What the kernel counts, how it is set, and the laws by which its two queues lose or keep a
/// connection.
///
/// Start with [acceptbench.kernel.QueueLaws] and [acceptbench.kernel.ListenerModel]; each law with
/// its experiment is in `law`. Uses `acceptbench.linux`.
///
/// Counters, sysctls and queue statistics are read below a folder that is given, so that every
/// parser can be tested on files recorded from a kernel.
@NullMarked
package acceptbench.kernel;

import org.jspecify.annotations.NullMarked;
