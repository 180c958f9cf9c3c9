package acceptbench.linux.socket;

import static acceptbench.linux.ErrnoException.check;
import static acceptbench.linux.socket.SocketConstants.AF_INET;
import static acceptbench.linux.socket.SocketConstants.SOCK_CLOEXEC;
import static acceptbench.linux.socket.SocketConstants.SOCK_DGRAM;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A network interface by its name (netdevice(7)).
public record NetworkInterface(String name) {
  /// `lo`, which is down in a new network namespace.
  public static final NetworkInterface LOOPBACK = new NetworkInterface("lo");

  private static final long SIOCGIFFLAGS = 0x8913;
  private static final long SIOCSIFFLAGS = 0x8914;
  private static final int IFREQ_SIZE = 40;
  private static final int FLAGS_OFFSET = 16;
  private static final short IFF_UP = 1;

  public NetworkInterface {
    if (name.isEmpty() || name.length() >= FLAGS_OFFSET)
      throw new IllegalArgumentException("interface name '" + name + "'");
  }

  public boolean isUp() throws ErrnoException {
    return (flags(false) & IFF_UP) != 0;
  }

  /// Needs CAP_NET_ADMIN in the namespace, which its creator has.
  public void bringUp() throws ErrnoException {
    flags(true);
  }

  private short flags(boolean up) throws ErrnoException {
    int fd = check(Libc.socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket(AF_INET)");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment request = arena.allocate(IFREQ_SIZE, 8);
      request.setString(0, name);
      check(Libc.ioctl(fd, SIOCGIFFLAGS, request), "ioctl(SIOCGIFFLAGS, %s)", name);
      short flags = request.get(JAVA_SHORT, FLAGS_OFFSET);
      if (up) {
        request.set(JAVA_SHORT, FLAGS_OFFSET, (short) (flags | IFF_UP));
        check(Libc.ioctl(fd, SIOCSIFFLAGS, request), "ioctl(SIOCSIFFLAGS, %s up)", name);
      }
      return flags;
    } finally {
      Libc.close(fd);
    }
  }
}
