package acceptbench.server.strategy.netty;

import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How Netty talks to the kernel.
///
/// @param ioHandlers makes what drives an event loop
/// @param listeners makes listening channels for it
/// @param deferAccept sets TCP_DEFER_ACCEPT, where it can
record NettyTransport(
    Supplier<IoHandlerFactory> ioHandlers,
    ChannelFactory<? extends ServerChannel> listeners,
    @Nullable ChannelOption<Integer> deferAccept) {}
