/// What a run has to keep to, where somebody's build depends on it.
///
/// Start with [acceptbench.results.limit.Limit].
@NullMarked
package acceptbench.results.limit;

import org.jspecify.annotations.NullMarked;
