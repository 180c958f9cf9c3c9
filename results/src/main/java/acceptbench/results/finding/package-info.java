/// What a run says, in plain sentences that are made from its data.
@NullMarked
package acceptbench.results.finding;

import org.jspecify.annotations.NullMarked;
