package acceptbench.server.strategy.descriptor;

import static acceptbench.linux.socket.SocketConstants.SOCK_NONBLOCK;

import acceptbench.linux.socket.TcpSocket;
import acceptbench.server.ServerConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// You gain threads that share nothing: neither a hand-over nor a queue over which they meet. You
/// pay with chance: the kernel chooses the queue without a look at who is busy, and one can
/// overflow while another is empty.
///
/// One SO_REUSEPORT listener and one epoll thread for each of `workers`: nothing is shared.
///
/// The kernel chooses the listener by a hash of the addresses, without a look at who is idle:
/// shares are even by chance. There are as many accept queues as workers, each with the whole
/// backlog, and one of them can overflow while its neighbours are empty. Closing a listener resets
/// what it had queued.
///
/// The backlog is taken as given, 0 included.
public final class ReuseportServer extends EpollAcceptors {
  public ReuseportServer(ServerConfig config) {
    super(config);
  }

  @Override
  public int start() throws IOException {
    List<Integer> listeners = new ArrayList<>();
    int port = 0;
    // All listen before the first accepts: the hash spreads over those that are there.
    for (int i = 0; i < config().workers(); i++) {
      int listener = keep(TcpSocket.listen(port, config().backlog(), SOCK_NONBLOCK, true));
      port = TcpSocket.localPort(listener);
      listeners.add(listener);
    }
    for (int listener : listeners) addAcceptor(listener, 0, true);
    return port;
  }
}
