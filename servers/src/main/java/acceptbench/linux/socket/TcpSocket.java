package acceptbench.linux.socket;

import static acceptbench.linux.ErrnoException.check;
import static acceptbench.linux.socket.SocketConstants.AF_INET;
import static acceptbench.linux.socket.SocketConstants.IPPROTO_TCP;
import static acceptbench.linux.socket.SocketConstants.SOCK_CLOEXEC;
import static acceptbench.linux.socket.SocketConstants.SOCK_STREAM;
import static acceptbench.linux.socket.SocketConstants.SOL_SOCKET;
import static acceptbench.linux.socket.SocketConstants.SO_ERROR;
import static acceptbench.linux.socket.SocketConstants.SO_LINGER;
import static acceptbench.linux.socket.SocketConstants.SO_REUSEADDR;
import static acceptbench.linux.socket.SocketConstants.SO_REUSEPORT;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// What is done to IPv4 TCP sockets outside of hot loops. Sockets are bare descriptors; who opens
/// one closes it.
public final class TcpSocket {
  private TcpSocket() {}

  /// A listening socket on 127.0.0.1.
  ///
  /// @param port 0 lets the kernel choose, see [#localPort]
  /// @param backlog as given to listen(2), so that 0 is 0 and -1 is somaxconn
  /// @param typeFlags `SOCK_NONBLOCK` or 0
  /// @param reusePort sets SO_REUSEPORT, so that others may listen on the same port
  public static int listen(int port, int backlog, int typeFlags, boolean reusePort)
      throws ErrnoException {
    int fd =
        check(Libc.socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | typeFlags, 0), "socket(AF_INET)");
    try (Arena arena = Arena.ofConfined()) {
      setOption(fd, SOL_SOCKET, SO_REUSEADDR, 1);
      if (reusePort) setOption(fd, SOL_SOCKET, SO_REUSEPORT, 1);
      MemorySegment address = Ipv4Address.allocate(arena, Ipv4Address.LOOPBACK, port);
      check(Libc.bind(fd, address, Ipv4Address.SIZE), "bind(fd %d, 127.0.0.1:%d)", fd, port);
      check(Libc.listen(fd, backlog), "listen(fd %d, backlog %d)", fd, backlog);
      return fd;
    } catch (ErrnoException | RuntimeException e) {
      Libc.close(fd);
      throw e;
    }
  }

  /// A blocking connection to 127.0.0.1.
  public static int connect(int port) throws ErrnoException {
    int fd = check(Libc.socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket(AF_INET)");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = Ipv4Address.allocate(arena, Ipv4Address.LOOPBACK, port);
      check(Libc.connect(fd, address, Ipv4Address.SIZE), "connect(fd %d, port %d)", fd, port);
      return fd;
    } catch (ErrnoException | RuntimeException e) {
      Libc.close(fd);
      throw e;
    }
  }

  public static int localPort(int fd) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(Ipv4Address.SIZE, 4);
      MemorySegment length = arena.allocateFrom(JAVA_INT, Ipv4Address.SIZE);
      check(Libc.getsockname(fd, address, length), "getsockname(fd %d)", fd);
      return Ipv4Address.port(address);
    }
  }

  /// Who is at the other end of a connection.
  public static InetSocketAddress peer(int fd) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(Ipv4Address.SIZE, 4);
      MemorySegment length = arena.allocateFrom(JAVA_INT, Ipv4Address.SIZE);
      check(Libc.getpeername(fd, address, length), "getpeername(fd %d)", fd);
      byte[] bytes = address.asSlice(4, 4).toArray(JAVA_BYTE);
      return new InetSocketAddress(InetAddress.getByAddress(bytes), Ipv4Address.port(address));
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
