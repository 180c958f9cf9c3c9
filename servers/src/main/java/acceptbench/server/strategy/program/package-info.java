/// Strategies that are real programs: nginx, HAProxy and Apache httpd with a generated
/// configuration.
///
/// Start with [acceptbench.server.strategy.program.ProgramServer]. Uses nothing of the other rooms.
@NullMarked
package acceptbench.server.strategy.program;

import org.jspecify.annotations.NullMarked;
