/// Strategies that are real programs: nginx, HAProxy and Apache httpd with a generated
/// configuration, and whatever a user names.
///
/// Start with [acceptbench.server.strategy.program.ProgramServer] for the former, and with
/// [acceptbench.server.strategy.program.CommandServer] for the latter. Uses nothing of the other
/// rooms.
@NullMarked
package acceptbench.server.strategy.program;

import org.jspecify.annotations.NullMarked;
