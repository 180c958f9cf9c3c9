/// Files that are read side by side, files that are written whole or not at all, and the tags of
/// those with histograms.
///
/// Start with [acceptbench.results.file.AtomicFile].
@NullMarked
package acceptbench.results.file;

import org.jspecify.annotations.NullMarked;
