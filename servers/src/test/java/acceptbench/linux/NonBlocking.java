package acceptbench.linux;

import static acceptbench.linux.ErrnoException.check;
import static acceptbench.linux.SocketConstants.AF_INET;
import static acceptbench.linux.SocketConstants.SOCK_CLOEXEC;
import static acceptbench.linux.SocketConstants.SOCK_NONBLOCK;
import static acceptbench.linux.SocketConstants.SOCK_STREAM;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Clients for tests whose connect does not wait.
final class NonBlocking {
  private NonBlocking() {}

  static int socket() throws ErrnoException {
    return check(Libc.socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "socket()");
  }

  static int connect(int port) throws ErrnoException {
    int fd = socket();
    connect(fd, port);
    return fd;
  }

  static void connect(int fd, int port) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = Ipv4Address.allocate(arena, Ipv4Address.LOOPBACK, port);
      int result = Libc.connect(fd, address, Ipv4Address.SIZE);
      if (result != -Errno.EINPROGRESS) check(result, "connect()");
    }
  }
}
