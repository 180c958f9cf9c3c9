package acceptbench.server.strategy.socket;

import acceptbench.server.ProcessUsage;
import acceptbench.server.ServerConfig;
import acceptbench.server.ServerStats;
import acceptbench.server.strategy.common.CpuBurn;
import acceptbench.server.strategy.common.Greeting;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Serves a `java.net.Socket`: burns the handler's CPU time, greets, closes. Any number of threads
/// may do so at once.
final class SocketHandler {
  private final byte[] greeting = Greeting.bytes();
  private final CpuBurn burn;
  private final LongAdder served = new LongAdder();

  SocketHandler(ServerConfig config) {
    burn = new CpuBurn(config.handlerMicros());
  }

  void serve(Socket socket) {
    try (socket) {
      burn.run();
      socket.getOutputStream().write(greeting);
      served.increment();
    } catch (IOException e) {
      // The client has gone. It is not counted as served, and that is how it is told.
    }
  }

  ServerStats stats(List<Long> accepts, ProcessUsage usage) {
    return new ServerStats(accepts, served.sum(), usage.cpuNanos(), usage.descriptors());
  }
}
