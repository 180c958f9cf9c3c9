/// What every accept strategy promises, and the process that it runs in.
///
/// Start with [acceptbench.server.AcceptServer]. Uses `acceptbench.linux`.
/// [acceptbench.server.ServerProcess] is how a benchmark sees a server: a process of its own,
/// spoken to by lines over its stdin and stdout. [acceptbench.server.AcceptServer] is what a
/// strategy implements inside that process.
///
/// [acceptbench.server.ServerConfig] declares the server's parameters. A new one is a component
/// there, a field of the same name in `acceptbench.bench.ServerParameters` (by which JMH knows it,
/// and a test asks for it), and the code that does what it says. A parameter of a benchmark is a
/// field of its state with JMH's `@Param` and our [acceptbench.server.Parameter].
@NullMarked
package acceptbench.server;

import org.jspecify.annotations.NullMarked;
