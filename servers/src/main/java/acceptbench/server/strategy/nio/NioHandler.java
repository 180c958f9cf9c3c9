package acceptbench.server.strategy.nio;

import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.common.Greeting;
import acceptbench.server.strategy.common.SingleWriterCount;
import acceptbench.server.strategy.common.Work;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/// Serves connections that are ready to be written, for one thread: does the handler's work,
/// greets, closes.
final class NioHandler {
  private final Work work;
  private final SingleWriterCount served = new SingleWriterCount();
  private final ByteBuffer hello = ByteBuffer.allocateDirect(Greeting.LENGTH).put(Greeting.bytes());

  NioHandler(ServerConfig config) {
    work = Work.ofHandler(config);
  }

  void ready(SelectionKey key) {
    try (SocketChannel channel = (SocketChannel) key.channel()) {
      work.run();
      // 5 bytes always fit into the send buffer of a new connection.
      channel.write(hello.rewind());
      served.increment();
    } catch (IOException e) {
      // The client has gone. Not counting it as served is the way to report that.
    }
  }

  long served() {
    return served.get();
  }
}
