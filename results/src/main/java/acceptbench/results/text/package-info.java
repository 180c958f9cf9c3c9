/// Texts made of data: figures, tables and sentences, and how each medium sets and escapes them.
///
/// Start with [acceptbench.results.text.Grid].
@NullMarked
package acceptbench.results.text;

import org.jspecify.annotations.NullMarked;
