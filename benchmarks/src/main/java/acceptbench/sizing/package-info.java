/// The backlog that is enough, as arithmetic: arrivals, pauses and risk in, smallest backlog and
/// its bounds out. Nothing here touches a socket.
///
/// Start with [acceptbench.sizing.Demand], then [acceptbench.sizing.Sizing]. Pauses are read from
/// files by [acceptbench.sizing.PauseFile]. Uses the file readers of `acceptbench.results.run`;
/// what tries a backlog on the running kernel is in `trial`, which uses the load client, `kernel`
/// and `server`.
@NullMarked
package acceptbench.sizing;

import org.jspecify.annotations.NullMarked;
