/// The laws of the two queues, each with the experiment that tests it on the running kernel.
///
/// Start with [acceptbench.kernel.law.Law] and one of its implementations,
/// [acceptbench.kernel.law.AcceptQueueLaw] say. Uses `acceptbench.kernel` and `acceptbench.linux`.
///
/// An experiment needs ordinary sockets and the right to set sysctls, which a private network
/// namespace gives. It predicts with [acceptbench.kernel.QueueLaws] and
/// [acceptbench.kernel.ListenerModel], then counts. Counters are the namespace's, so experiments
/// run one after the other.
@NullMarked
package acceptbench.kernel.law;

import org.jspecify.annotations.NullMarked;
