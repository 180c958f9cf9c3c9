package acceptbench.server.strategy.descriptor;

import static acceptbench.linux.socket.SocketConstants.TCP_DEFER_ACCEPT;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import acceptbench.linux.socket.IpAddress;
import acceptbench.linux.socket.TcpSocket;
import acceptbench.server.parameter.ServerConfig;

/// A listening socket, as configured, for strategies that call listen(2) themselves. Whoever opens
/// one closes it.
public final class ListeningDescriptor {
  private ListeningDescriptor() {}

  /// Listens.
  ///
  /// @param port 0 for any
  /// @param typeFlags `SOCK_NONBLOCK` or 0
  /// @param reusePort whether others listen there too
  public static int open(ServerConfig config, int port, int typeFlags, boolean reusePort)
      throws ErrnoException {
    IpAddress address = IpAddress.parse(config.address());
    int fd = TcpSocket.listen(address, port, config.backlog().asked(), typeFlags, reusePort);
    try {
      if (config.deferAccept() > 0)
        TcpSocket.setTcpOption(fd, TCP_DEFER_ACCEPT, config.deferAccept());
      return fd;
    } catch (ErrnoException e) {
      Libc.close(fd);
      throw e;
    }
  }

  /// The same, blocking, on a port that nobody else listens on.
  public static int open(ServerConfig config) throws ErrnoException {
    return open(config, 0, 0, false);
  }
}
