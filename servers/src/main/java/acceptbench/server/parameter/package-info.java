/// What can be asked of a server: its parameters, each declared once.
///
/// Start with [acceptbench.server.parameter.ServerConfig], which declares them. A new one is a
/// component there, a field of the same name in `acceptbench.bench.server.ServerParameters` (by
/// which JMH knows it, and a test asks for it), and the code that does what it says. A parameter
/// of a benchmark is a field of its state with JMH's `@Param` and our
/// [acceptbench.server.parameter.Parameter]. Uses `acceptbench.linux` only, and is used by all that
/// starts servers.
@NullMarked
package acceptbench.server.parameter;

import org.jspecify.annotations.NullMarked;
