/// What a run keeps on disk: journal, results, environment.
///
/// Start with [acceptbench.run.folder.RunFolder]. Uses `plan`, `jmh` and `acceptbench.machine`.
@NullMarked
package acceptbench.run.folder;

import org.jspecify.annotations.NullMarked;
