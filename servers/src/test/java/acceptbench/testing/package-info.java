/// What tests of several packages share.
@NullMarked
package acceptbench.testing;

import org.jspecify.annotations.NullMarked;
