/// The command line: `Main`, what runs benchmarks, and one class for each command.
///
/// Start with [acceptbench.cli.Main], which [acceptbench.launch.Launcher] starts in a JDK 25 and a
/// network namespace; then [acceptbench.cli.Subcommands]. May use everything; nothing may use it.
@NullMarked
package acceptbench.cli;

import org.jspecify.annotations.NullMarked;
