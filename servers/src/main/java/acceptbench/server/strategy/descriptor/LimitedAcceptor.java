package acceptbench.server.strategy.descriptor;

import acceptbench.linux.Epoll;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import acceptbench.server.parameter.AtLimit;
import acceptbench.server.parameter.EpollWake;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.common.Accounts;
import java.util.BitSet;

/// An [EpollAcceptor] that keeps the connections that it has greeted until their clients close
/// them, and no more of them than a limit.
///
/// With its greeting a client gets the end of what the server has to say (FIN); the descriptor
/// stays open, and counts.
final class LimitedAcceptor extends EpollAcceptor {
  private static final int SHUT_WR = 1;

  private final int limit;
  private final AtLimit atLimit;
  private final DescriptorHandler handler;
  private final BitSet kept = new BitSet();
  private int open;
  private boolean waits;

  LimitedAcceptor(
      ServerConfig config,
      int listener,
      int most,
      AcceptedPeer peer,
      Accounts.Acceptor account,
      DescriptorHandler handler) {
    super(listener, EpollWake.HERD, most, peer, account, handler);
    this.limit = config.maxConnections();
    this.atLimit = config.atLimit();
    this.handler = handler;
  }

  private boolean isFull() {
    return open >= limit;
  }

  /// At the limit it is not told of the listener any more: its readiness would wake it again and
  /// again.
  @Override
  boolean hasRoom(Epoll epoll) throws ErrnoException {
    if (!isFull() || atLimit == AtLimit.CLOSE) return true;
    if (!waits) removeListener(epoll);
    waits = true;
    return false;
  }

  @Override
  void serve(Epoll epoll, int fd) throws ErrnoException {
    // Epoll knows by now which ones were closed before this one came, so that nobody is turned away
    // below the limit.
    if (isFull()) look(epoll, 0);
    if (isFull() || !handler.greet(fd)) {
      Libc.close(fd);
      return;
    }
    Libc.shutdown(fd, SHUT_WR);
    kept.set(fd);
    open++;
    epoll.add(fd, Epoll.EPOLLRDHUP, fd);
  }

  @Override
  void ended(Epoll epoll, int fd) throws ErrnoException {
    kept.clear(fd);
    open--;
    Libc.close(fd);
    if (waits) addListener(epoll);
    waits = false;
  }

  @Override
  void closeKept() {
    kept.stream().forEach(Libc::close);
    kept.clear();
  }
}
