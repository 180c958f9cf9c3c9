/// The command `size`: which backlog is enough, and why.
///
/// Start with [acceptbench.cli.size.SizeCommand]. The arithmetic and what is measured are in
/// `acceptbench.sizing`; here is how it is asked for and printed.
@NullMarked
package acceptbench.cli.size;

import org.jspecify.annotations.NullMarked;
