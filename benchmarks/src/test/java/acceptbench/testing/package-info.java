/// What tests on real sockets share.
@NullMarked
package acceptbench.testing;

import org.jspecify.annotations.NullMarked;
