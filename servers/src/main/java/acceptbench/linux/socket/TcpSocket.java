package acceptbench.linux.socket;

import static acceptbench.linux.ErrnoException.check;
import static acceptbench.linux.socket.SocketConstants.AF_INET6;
import static acceptbench.linux.socket.SocketConstants.IPPROTO_IPV6;
import static acceptbench.linux.socket.SocketConstants.IPPROTO_TCP;
import static acceptbench.linux.socket.SocketConstants.IPV6_V6ONLY;
import static acceptbench.linux.socket.SocketConstants.SOCK_CLOEXEC;
import static acceptbench.linux.socket.SocketConstants.SOCK_STREAM;
import static acceptbench.linux.socket.SocketConstants.SOL_SOCKET;
import static acceptbench.linux.socket.SocketConstants.SO_ERROR;
import static acceptbench.linux.socket.SocketConstants.SO_LINGER;
import static acceptbench.linux.socket.SocketConstants.SO_REUSEADDR;
import static acceptbench.linux.socket.SocketConstants.SO_REUSEPORT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;

/// What is done to TCP sockets outside of hot loops. Sockets are bare descriptors; whoever opens
/// one closes it.
public final class TcpSocket {
  private TcpSocket() {}

  /// A listening socket on 127.0.0.1, as the other [#listen] makes one.
  public static int listen(int port, int backlog, int typeFlags, boolean reusePort)
      throws ErrnoException {
    return listen(IpAddress.LOOPBACK, port, backlog, typeFlags, reusePort);
  }

  /// A listening socket. One at `::` takes IPv4 connections too, as those of Java do.
  ///
  /// @param port 0 lets the kernel choose, see [#localPort]
  /// @param backlog as given to listen(2), so that 0 is 0 and -1 is somaxconn
  /// @param typeFlags `SOCK_NONBLOCK` or 0
  /// @param reusePort sets SO_REUSEPORT, so that others may listen on the same port
  public static int listen(
      IpAddress address, int port, int backlog, int typeFlags, boolean reusePort)
      throws ErrnoException {
    int fd = socket(address.family(), SOCK_CLOEXEC | typeFlags);
    try (Arena arena = Arena.ofConfined()) {
      setOption(fd, SOL_SOCKET, SO_REUSEADDR, 1);
      if (reusePort) setOption(fd, SOL_SOCKET, SO_REUSEPORT, 1);
      // Otherwise net.ipv6.bindv6only would decide.
      if (address.equals(IpAddress.ANY_6)) setOption(fd, IPPROTO_IPV6, IPV6_V6ONLY, 0);
      MemorySegment name = Sockaddr.allocate(arena, address, port);
      check(Libc.bind(fd, name, Sockaddr.SIZE), "bind(fd %d, %s)", fd, address.withPort(port));
      check(Libc.listen(fd, backlog), "listen(fd %d, backlog %d)", fd, backlog);
      return fd;
    } catch (ErrnoException | RuntimeException e) {
      Libc.close(fd);
      throw e;
    }
  }

  /// A blocking connection to 127.0.0.1.
  public static int connect(int port) throws ErrnoException {
    return connect(IpAddress.LOOPBACK, port);
  }

  /// A blocking connection.
  public static int connect(IpAddress address, int port) throws ErrnoException {
    int fd = socket(address.family(), SOCK_CLOEXEC);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = Sockaddr.allocate(arena, address, port);
      check(Libc.connect(fd, name, Sockaddr.SIZE), "connect(fd %d, port %d)", fd, port);
      return fd;
    } catch (ErrnoException | RuntimeException e) {
      Libc.close(fd);
      throw e;
    }
  }

  /// A new socket for TCP.
  ///
  /// @param family AF_INET or AF_INET6
  /// @param typeFlags `SOCK_NONBLOCK`, `SOCK_CLOEXEC`
  public static int socket(int family, int typeFlags) throws ErrnoException {
    return check(
        Libc.socket(family, SOCK_STREAM | typeFlags, 0),
        "socket(%s)",
        family == AF_INET6 ? "AF_INET6" : "AF_INET");
  }

  public static int localPort(int fd) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      return Sockaddr.port(new LocalName(arena).of(fd));
    }
  }

  /// Which client of a server's this is, as [Sockaddr#client] tells them apart.
  public static int client(int fd) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      return Sockaddr.client(new LocalName(arena).of(fd));
    }
  }

  /// Who is at the other end of a connection.
  public static InetSocketAddress peer(int fd) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = Sockaddr.allocate(arena);
      MemorySegment length = arena.allocateFrom(JAVA_INT, Sockaddr.SIZE);
      check(Libc.getpeername(fd, name, length), "getpeername(fd %d)", fd);
      return new InetSocketAddress(Sockaddr.address(name).toInetAddress(), Sockaddr.port(name));
    }
  }

  /// Makes close(2) send a RST, so that no TIME_WAIT is left that would hold the local port for a
  /// minute.
  public static void closeWithReset(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment linger = arena.allocateFrom(JAVA_INT, 1, 0);
      // Fails only on what is no socket, and then there is nothing to reset.
      Libc.setsockopt(fd, SOL_SOCKET, SO_LINGER, linger, 8);
    }
    Libc.close(fd);
  }

  /// Takes the pending error of a socket (SO_ERROR): 0, or one of [Errno]'s numbers.
  public static int takeError(int fd) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(JAVA_INT);
      MemorySegment length = arena.allocateFrom(JAVA_INT, 4);
      check(Libc.getsockopt(fd, SOL_SOCKET, SO_ERROR, error, length), "getsockopt(fd %d)", fd);
      return error.get(JAVA_INT, 0);
    }
  }

  /// Sets an option of TCP's own (tcp(7)), `TCP_DEFER_ACCEPT` say.
  public static void setTcpOption(int fd, int name, int value) throws ErrnoException {
    setOption(fd, IPPROTO_TCP, name, value);
  }

  private static void setOption(int fd, int level, int name, int value) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment option = arena.allocateFrom(JAVA_INT, value);
      check(Libc.setsockopt(fd, level, name, option, 4), "setsockopt(fd %d, %d)", fd, name);
    }
  }
}
