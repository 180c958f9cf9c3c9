/// Strategies that are the HTTP servers which Java programs come with, each with the settings that
/// it ships with, except for address, port and backlog. One class each; every server runs in a JVM
/// of its own.
///
/// Start with [acceptbench.server.strategy.framework.FrameworkServer]. Uses the room of real
/// programs, which starts, watches and ends that JVM, and the handler's work.
@NullMarked
package acceptbench.server.strategy.framework;

import org.jspecify.annotations.NullMarked;
