/// Tests of what a run keeps on disk.
@NullMarked
package acceptbench.run.folder;

import org.jspecify.annotations.NullMarked;
