package acceptbench.server.strategy.descriptor;

import acceptbench.linux.socket.TcpSocket;
import acceptbench.server.parameter.AcceptBatch;
import acceptbench.server.parameter.ServerConfig;
import java.io.IOException;

/// You gain threads that all accept from one queue without a hand-over, and without waking all of
/// them for one connection. You pay with shares that are uneven while there is little to do, and
/// with epoll's system call beside the connection's own.
///
/// `workers` threads wait for one listening descriptor, each in an epoll instance of its own, with
/// EPOLLEXCLUSIVE: a connection wakes one of them. `epollWake` has the two others that are met in
/// the wild: `herd`, without that flag, wakes all of them for each connection; `re-add` moves a
/// thread to the end of the row every 16 accepts, as nginx does, which evens the shares out.
///
/// One accept queue, whose length is the only limit. Which thread is woken is not fair: the kernel
/// asks the waiters in the same order each time and takes the first that is idle, so that with
/// little load one thread does nearly everything, and its CPU is warm. Under load the others join
/// in. By default a thread accepts once per wake-up, and leaves the rest to the others:
/// 4 system calls per connection, epoll_wait being the fourth.
///
/// The backlog is taken as given, 0 included.
public final class SharedEpollServer extends EpollAcceptors {
  public SharedEpollServer(ServerConfig config) {
    super(config);
  }

  @Override
  public int start() throws IOException {
    int listener = listen(0, false);
    for (int i = 0; i < config().workers(); i++)
      addAcceptor(listener, config().epollWake(), AcceptBatch.ONE);
    return TcpSocket.localPort(listener);
  }
}
