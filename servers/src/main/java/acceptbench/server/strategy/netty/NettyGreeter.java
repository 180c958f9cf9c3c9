package acceptbench.server.strategy.netty;

import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.common.Greeting;
import acceptbench.server.strategy.common.Work;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/// Serves a connection on its event loop: does the handler's work, greets, closes.
@ChannelHandler.Sharable
final class NettyGreeter extends ChannelInboundHandlerAdapter {
  private static final ByteBuf HELLO =
      Unpooled.unreleasableBuffer(
          Unpooled.directBuffer(Greeting.LENGTH).writeBytes(Greeting.bytes()).asReadOnly());

  private final Work work;
  private final LongAdder served = new LongAdder();

  NettyGreeter(ServerConfig config) {
    work = Work.ofHandler(config);
  }

  long served() {
    return served.sum();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    work.run();
    context
        .writeAndFlush(HELLO.duplicate())
        .addListener(this::count)
        .addListener(ChannelFutureListener.CLOSE);
  }

  private void count(Future<? super Void> written) {
    if (written.isSuccess()) served.increment();
  }

  /// The client has gone, with a reset as a rule. It is not counted as served.
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the close
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
