package acceptbench.linux;

import static acceptbench.linux.ErrnoException.check;
import static acceptbench.linux.socket.SocketConstants.AF_INET;
import static acceptbench.linux.socket.SocketConstants.SOCK_CLOEXEC;
import static acceptbench.linux.socket.SocketConstants.SOCK_NONBLOCK;
import static acceptbench.linux.socket.SocketConstants.SOCK_STREAM;

import acceptbench.linux.socket.IpAddress;
import acceptbench.linux.socket.Sockaddr;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Clients for tests whose connect does not wait.
public final class NonBlocking {
  private NonBlocking() {}

  public static int socket() throws ErrnoException {
    return check(Libc.socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "socket()");
  }

  public static int connect(int port) throws ErrnoException {
    int fd = socket();
    connect(fd, port);
    return fd;
  }

  public static void connect(int fd, int port) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = Sockaddr.allocate(arena, IpAddress.LOOPBACK, port);
      int result = Libc.connect(fd, address, Sockaddr.SIZE);
      if (result != -Errno.EINPROGRESS) check(result, "connect()");
    }
  }
}
