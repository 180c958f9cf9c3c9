package acceptbench.linux.socket;

import static acceptbench.linux.ErrnoException.check;
import static acceptbench.linux.socket.SocketConstants.AF_UNIX;
import static acceptbench.linux.socket.SocketConstants.SOCK_CLOEXEC;
import static acceptbench.linux.socket.SocketConstants.SOCK_DGRAM;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// Tells other runs that this process measures the network namespace that it is in.
///
/// The claim is an abstract Unix socket: such names belong to a network namespace, as the counters
/// do, whoever the user is, and are free again when the process ends for any reason (unix(7)). No
/// file is left.
public final class NetworkClaim implements AutoCloseable {
  private static final String NAME = "acceptbench measures this network";

  private final int fd;

  private NetworkClaim(int fd) {
    this.fd = fd;
  }

  /// Claims the network of the calling thread, if nobody else has.
  ///
  /// @throws ErrnoException where the kernel refuses the socket or the name
  public static NetworkClaim tryToMake() throws ErrnoException {
    int fd = check(Libc.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket(AF_UNIX)");
    byte[] name = NAME.getBytes(StandardCharsets.US_ASCII);
    try (Arena arena = Arena.ofConfined()) {
      // sun_path begins with a zero byte, and the length says where it ends.
      MemorySegment address = arena.allocate(3L + name.length, 2);
      address.set(JAVA_SHORT, 0, (short) AF_UNIX);
      MemorySegment.copy(name, 0, address, JAVA_BYTE, 3, name.length);
      int result = Libc.bind(fd, address, (int) address.byteSize());
      if (result == 0) return new NetworkClaim(fd);
      Libc.close(fd);
      if (result == -Errno.EADDRINUSE) return new NetworkClaim(-1);
      throw new ErrnoException("bind(abstract Unix socket)", -result);
    }
  }

  /// Whether this process is the only one.
  public boolean isAlone() {
    return fd >= 0;
  }

  @Override
  public void close() {
    if (fd >= 0) Libc.close(fd);
  }
}
