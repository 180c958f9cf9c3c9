/// The command line: `Main`, what runs benchmarks, and one class for each command; those that have
/// more to them are in rooms of their own: `laws`, `size`, and `results` (what reads runs).
///
/// Start with [acceptbench.cli.Main], which [acceptbench.launch.Launcher] starts in a JDK 25 and a
/// network namespace; then [acceptbench.cli.Subcommands]. May use everything; nothing may use it.
@NullMarked
package acceptbench.cli;

import org.jspecify.annotations.NullMarked;
