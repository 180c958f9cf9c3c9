package acceptbench.server.strategy.descriptor;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.socket.TcpSocket;
import acceptbench.server.parameter.AcceptBatch;
import acceptbench.server.parameter.EpollWake;
import acceptbench.server.parameter.ServerConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// One SO_REUSEPORT listener and one epoll thread for each of `workers`: all but how the kernel
/// chooses among them.
abstract class ReuseportListeners extends EpollAcceptors {
  ReuseportListeners(ServerConfig config) {
    super(config);
  }

  /// Tells the kernel how to choose, once all listen.
  abstract void steer(List<Integer> listeners) throws ErrnoException;

  @Override
  public final int start() throws IOException {
    List<Integer> listeners = new ArrayList<>();
    int port = 0;
    // All listen before the first accepts: the kernel chooses among those that are there.
    for (int i = 0; i < config().workers(); i++) {
      int listener = listen(port, true);
      port = TcpSocket.localPort(listener);
      listeners.add(listener);
    }
    steer(listeners);
    for (int listener : listeners) addAcceptor(listener, EpollWake.HERD, AcceptBatch.ALL);
    return port;
  }
}
