/// What a server notes of each connection that it accepts, in memory that its client reads: when
/// accept returned, and which client it was.
///
/// Start with [acceptbench.server.accepts.AcceptNotes], which the server's process makes, and
/// [acceptbench.server.accepts.AcceptLog], by which the client's reads. Uses `acceptbench.linux`.
@NullMarked
package acceptbench.server.accepts;

import org.jspecify.annotations.NullMarked;
