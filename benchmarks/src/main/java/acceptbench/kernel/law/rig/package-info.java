/// What experiments are made with: sockets that do just what they are told, counters, sysctls, and
/// the model that is told the same.
///
/// Start with [acceptbench.kernel.law.rig.LawRig], which opens everything and undoes it;
/// [acceptbench.kernel.law.rig.Arrivals] lets clients come one after the other. Knows no law. Uses
/// `acceptbench.kernel` and `acceptbench.linux`.
@NullMarked
package acceptbench.kernel.law.rig;

import org.jspecify.annotations.NullMarked;
