package acceptbench.server.strategy.descriptor;

import acceptbench.server.parameter.EpollWake;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.common.Accounts;

/// You gain a bound on what the server holds, in memory and descriptors, however many come. You pay
/// at the limit: with `atLimit=wait` clients wait unseen in the accept queue and outside of it,
/// some of them connected to nobody; with `close` each is told at once, and has to come again.
///
/// As `epoll`, but that a connection is kept until its client closes it, and no more than
/// `maxConnections` of them. At the limit the listener is taken out of epoll until one is closed
/// (`atLimit=wait`; Tomcat's `maxConnections` and HAProxy's `maxconn` do so too), or connections
/// are accepted and closed unserved (`close`, as Envoy does).
///
/// Tomcat waits for a latch and HAProxy disables the listener's events as here; the kernel sees the
/// same of either: nobody accepts. A connection costs 6 system calls (accept4, sendto, shutdown,
/// epoll_ctl, close, and a share of epoll_wait). The backlog is taken as given, 0 included.
/// `workers` has no meaning.
public final class ConnectionLimitServer extends EpollServer {
  public ConnectionLimitServer(ServerConfig config) {
    super(config);
  }

  @Override
  EpollAcceptor acceptor(
      int listener,
      EpollWake wake,
      int most,
      AcceptedPeer peer,
      Accounts.Acceptor account,
      DescriptorHandler handler) {
    return new LimitedAcceptor(config(), listener, most, peer, account, handler);
  }
}
