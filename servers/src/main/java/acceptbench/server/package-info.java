/// What every accept strategy promises, and the process that it runs in.
///
/// Start with [acceptbench.server.AcceptServer]. Uses `acceptbench.linux` and
/// `acceptbench.server.parameter`.
///
/// [acceptbench.server.ServerProcess] is how a benchmark sees a server: a process of its own,
/// spoken to by lines over its stdin and stdout. [acceptbench.server.AcceptServer] is what a
/// strategy implements inside that process.
@NullMarked
package acceptbench.server;

import org.jspecify.annotations.NullMarked;
