/// Files that are read side by side, and files that are written whole or not at all.
///
/// Start with [acceptbench.results.file.AtomicFile].
@NullMarked
package acceptbench.results.file;

import org.jspecify.annotations.NullMarked;
