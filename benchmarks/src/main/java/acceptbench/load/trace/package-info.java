/// What is kept of each single connection of a load, where somebody asks for that.
///
/// Start with [acceptbench.load.trace.ConnectionTrace]. Uses nothing of ours.
@NullMarked
package acceptbench.load.trace;

import org.jspecify.annotations.NullMarked;
