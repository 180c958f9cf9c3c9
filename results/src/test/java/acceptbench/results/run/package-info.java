/// Tests of how a run's files are read, where their classes are not public.
@NullMarked
package acceptbench.results.run;

import org.jspecify.annotations.NullMarked;
