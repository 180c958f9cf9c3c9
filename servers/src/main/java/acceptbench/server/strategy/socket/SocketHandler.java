package acceptbench.server.strategy.socket;

import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.common.Greeting;
import acceptbench.server.strategy.common.Work;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.LongAdder;

/// Serves a `java.net.Socket`: does the handler's work, greets, closes. Any number of threads
/// may do so at once.
final class SocketHandler {
  private final byte[] greeting = Greeting.bytes();
  private final Work work;
  private final LongAdder served = new LongAdder();

  SocketHandler(ServerConfig config) {
    work = Work.ofHandler(config);
  }

  void serve(Socket socket) {
    try (socket) {
      work.run();
      socket.getOutputStream().write(greeting);
      served.increment();
    } catch (IOException e) {
      // The client has gone. Not counting it as served is the way to report that.
    }
  }

  long served() {
    return served.sum();
  }
}
