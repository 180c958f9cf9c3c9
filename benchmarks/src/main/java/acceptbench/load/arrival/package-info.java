/// What a load is meant to be: its plan, and when its connections start.
///
/// Start with [acceptbench.load.arrival.LoadPlan], then
/// [acceptbench.load.arrival.ArrivalSchedule]. Uses nothing of ours.
@NullMarked
package acceptbench.load.arrival;

import org.jspecify.annotations.NullMarked;
