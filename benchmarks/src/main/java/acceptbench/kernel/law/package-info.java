/// The laws of the two queues, each with the experiment that proves it on the running kernel.
///
/// An experiment makes its case with ordinary sockets and no privilege but that of setting sysctls,
/// which a private network namespace gives. It predicts with [acceptbench.kernel.QueueLaws] and
/// [acceptbench.kernel.ListenerModel], then counts. Counters are the namespace's, so experiments
/// run one after the other.
@NullMarked
package acceptbench.kernel.law;

import org.jspecify.annotations.NullMarked;
