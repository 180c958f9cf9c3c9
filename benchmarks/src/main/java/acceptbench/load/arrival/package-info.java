/// When connections start: arrivals as a schedule.
///
/// Start with [acceptbench.load.arrival.ArrivalSchedule]. Uses nothing of ours.
@NullMarked
package acceptbench.load.arrival;

import org.jspecify.annotations.NullMarked;
