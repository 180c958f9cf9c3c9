/// The command `laws`: which laws are tested, and how their outcome is printed.
///
/// Start with [acceptbench.cli.laws.LawsCommand]; the laws themselves are in
/// `acceptbench.kernel.law`.
@NullMarked
package acceptbench.cli.laws;

import org.jspecify.annotations.NullMarked;
