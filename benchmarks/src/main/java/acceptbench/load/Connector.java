package acceptbench.load;

import static acceptbench.linux.SocketConstants.AF_INET;
import static acceptbench.linux.SocketConstants.SOCK_CLOEXEC;
import static acceptbench.linux.SocketConstants.SOCK_NONBLOCK;
import static acceptbench.linux.SocketConstants.SOCK_STREAM;
import static acceptbench.linux.SocketConstants.SOL_SOCKET;
import static acceptbench.linux.SocketConstants.SO_LINGER;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.Ipv4Address;
import acceptbench.linux.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Opens connections to one server without waiting for them.
///
/// Sockets are closed by RST (SO_LINGER 0): a TIME_WAIT for each would use up the local ports in a
/// second.
final class Connector {
  private final MemorySegment address;
  private final MemorySegment linger = Arena.ofAuto().allocateFrom(JAVA_INT, 1, 0);

  Connector(int serverAddress, int port) {
    address = Ipv4Address.allocate(Arena.ofAuto(), serverAddress, port);
  }

  /// A new non-blocking socket, to be given to [#connect].
  int open() throws ErrnoException {
    int fd = Libc.socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) throw new ErrnoException("socket(AF_INET) for the next connection", -fd);
    Libc.setsockopt(fd, SOL_SOCKET, SO_LINGER, linger, 8);
    return fd;
  }

  /// Sends the SYN. On loopback the whole handshake happens within this call where the server has
  /// room.
  ///
  /// @return 0 where it is under way, or `ECONNREFUSED`
  int connect(int fd) throws ErrnoException {
    int result = Libc.connect(fd, address, Ipv4Address.SIZE);
    if (result == 0 || result == -Errno.EINPROGRESS) return 0;
    if (result == -Errno.ECONNREFUSED) return Errno.ECONNREFUSED;
    // EADDRNOTAVAIL and its like are the client's own limits, and no result of the server's.
    String limit =
        result == -Errno.EADDRNOTAVAIL
            ? ", all ports of net.ipv4.ip_local_port_range are in use"
            : "";
    throw new ErrnoException("connect(fd " + fd + limit + ")", -result);
  }
}
