/// The load client: how connections are opened, driven and ended, and how long each took.
///
/// Start with [acceptbench.load.LoadClient]: one thread, one epoll, no lock; no object is made per
/// connection. Several share a load in [acceptbench.load.LoadClients]. What a load
/// is meant to be is said in `arrival`; what became of its connections, in `ledger`. This room uses
/// both, and `acceptbench.linux`.
@NullMarked
package acceptbench.load;

import org.jspecify.annotations.NullMarked;
