/// The command line: the driver that runs a plan cell by cell, and the subcommands.
///
/// [acceptbench.cli.launch] comes first: it finds the JDK and the network namespace in which
/// [acceptbench.cli.Main] then runs.
@NullMarked
package acceptbench.cli;

import org.jspecify.annotations.NullMarked;
