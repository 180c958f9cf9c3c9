package acceptbench.load;

import static acceptbench.linux.socket.SocketConstants.AF_INET;
import static acceptbench.linux.socket.SocketConstants.SOCK_CLOEXEC;
import static acceptbench.linux.socket.SocketConstants.SOCK_NONBLOCK;
import static acceptbench.linux.socket.SocketConstants.SOCK_STREAM;
import static acceptbench.linux.socket.SocketConstants.SOL_SOCKET;
import static acceptbench.linux.socket.SocketConstants.SO_LINGER;
import static acceptbench.linux.socket.SocketConstants.SO_SNDTIMEO;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import acceptbench.linux.socket.Endpoint;
import acceptbench.linux.socket.Sockaddr;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Opens connections to one server without waiting for them.
///
/// Sockets are closed by RST: a TIME_WAIT for each would use up the local ports in a second.
final class Connector {
  /// Shorter than the time between two looks at the queue.
  private static final long WAIT_MICROS = 4_000;

  private final List<MemorySegment> addresses;
  private final MemorySegment own = Sockaddr.allocate(Arena.ofAuto());
  private final MemorySegment ownLength = Arena.ofAuto().allocate(JAVA_INT);
  private final MemorySegment linger = Arena.ofAuto().allocateFrom(JAVA_INT, 1, 0);
  private final MemorySegment shortWait = Arena.ofAuto().allocateFrom(JAVA_LONG, 0, WAIT_MICROS);

  /// What the socket that was opened last connects to.
  private MemorySegment address;

  private int opened;

  Connector(Endpoint server) {
    addresses =
        server.addresses().stream()
            .map(it -> Sockaddr.allocate(Arena.ofAuto(), it, server.port()))
            .toList();
    address = addresses.getFirst();
  }

  /// A new non-blocking socket, to be given to [#connect] before the next one is opened.
  int open() throws ErrnoException {
    return next(SOCK_NONBLOCK);
  }

  /// A socket for the server's next address.
  private int next(int flags) throws ErrnoException {
    address = addresses.get(opened++ % addresses.size());
    short family = address.get(JAVA_SHORT, 0);
    int fd = Libc.socket(family, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);
    if (fd < 0)
      throw new ErrnoException(
          "socket(%s) for the next connection"
              .formatted(family == AF_INET ? "AF_INET" : "AF_INET6"),
          -fd);
    return fd;
  }

  /// Ends a connection whose greeting came and was not taken out of its buffer: a socket that is
  /// closed with unread data sends an RST by itself (`__tcp_close` in `net/ipv4/tcp.c`).
  void closeUnread(int fd) {
    Libc.close(fd);
  }

  /// Ends any connection by RST (SO_LINGER 0). Asked for only here: a burst has to be fired first.
  void close(int fd) {
    Libc.setsockopt(fd, SOL_SOCKET, SO_LINGER, linger, 8);
    Libc.close(fd);
  }

  /// A new socket, to be given to [#connectAndWait] before the next one is opened.
  int openToWait() throws ErrnoException {
    int fd = next(0);
    Libc.setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, shortWait, 16);
    return fd;
  }

  /// Sends the SYN and waits for the end of the handshake, 4 ms at most: for a client that has
  /// nothing else to do meanwhile.
  ///
  /// @return as [#connect]
  int connectAndWait(int fd) throws ErrnoException {
    return begin(fd);
  }

  /// Sends the SYN, and looks whether the handshake is over already.
  ///
  /// On loopback the SYN-ACK of a server with room comes back while connect(2) still holds the
  /// client's socket, so that the call says EINPROGRESS and the handshake ends on its way out
  /// (`release_sock` in `net/core/sock.c`). A second call tells: 0 once connected, EALREADY before.
  /// That costs a tenth of what epoll needs, and sees the end sooner.
  ///
  /// @return 0 where connected, `EINPROGRESS` where under way, else the error that ended it
  int connect(int fd) throws ErrnoException {
    int result = Libc.connect(fd, address, Sockaddr.SIZE);
    if (result == -Errno.EINPROGRESS) result = Libc.connect(fd, address, Sockaddr.SIZE);
    return outcome(fd, result);
  }

  /// Sends the SYN, and leaves it to a send(2) to find out whether the handshake is over.
  ///
  /// @return as [#connect]
  int begin(int fd) throws ErrnoException {
    return outcome(fd, Libc.connect(fd, address, Sockaddr.SIZE));
  }

  /// Which client a connection is of, as [Sockaddr#client] tells them apart.
  int client(int fd) throws ErrnoException {
    ownLength.set(JAVA_INT, 0, Sockaddr.SIZE);
    int result = Libc.getsockname(fd, own, ownLength);
    // Not by ErrnoException.check: its arguments would be objects of each connection.
    if (result < 0) throw new ErrnoException("getsockname(fd " + fd + ")", -result);
    return Sockaddr.client(own);
  }

  private static int outcome(int fd, int result) throws ErrnoException {
    return switch (-result) {
      case 0 -> 0;
      // A signal ends the wait, and not the handshake.
      case Errno.EINPROGRESS, Errno.EALREADY, Errno.EINTR -> Errno.EINPROGRESS;
      case Errno.ECONNREFUSED, Errno.ECONNRESET, Errno.ETIMEDOUT -> -result;
      // EADDRNOTAVAIL and similar errors are the client's own limits, and say nothing about the
      // server.
      default -> throw new ErrnoException("connect(fd " + fd + limit(result) + ")", -result);
    };
  }

  private static String limit(int result) {
    return result == -Errno.EADDRNOTAVAIL
        ? ", all ports of net.ipv4.ip_local_port_range are in use"
        : "";
  }
}
