/// Strategies on plain descriptors, through `java.lang.foreign`: accept4 and epoll, without the
/// JDK's sockets.
///
/// Start with [acceptbench.server.strategy.descriptor.EpollServer]. Uses `common`.
@NullMarked
package acceptbench.server.strategy.descriptor;

import org.jspecify.annotations.NullMarked;
