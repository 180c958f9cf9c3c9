/// Tests of sockets and of what the kernel tells of them, on real sockets.
@NullMarked
package acceptbench.linux.socket;

import org.jspecify.annotations.NullMarked;
