/// Strategies on Netty, one small class for each transport.
///
/// Start with [acceptbench.server.strategy.netty.NettyServer], which holds what they have in
/// common. Uses `common`; nothing else in the project uses Netty but the catalogue, which asks for
/// its transports.
@NullMarked
package acceptbench.server.strategy.netty;

import org.jspecify.annotations.NullMarked;
