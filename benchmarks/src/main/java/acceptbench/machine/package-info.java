/// What this machine is and what it lacks: CPUs, memory, noise, network, versions.
///
/// Start with [acceptbench.machine.Machine]; [acceptbench.machine.MachineChecks] says what is wrong
/// with it. Uses `acceptbench.launch`, `acceptbench.kernel` and `acceptbench.linux`.
@NullMarked
package acceptbench.machine;

import org.jspecify.annotations.NullMarked;
