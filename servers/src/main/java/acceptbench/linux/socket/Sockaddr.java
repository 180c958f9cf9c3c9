package acceptbench.linux.socket;

import static acceptbench.linux.socket.SocketConstants.AF_INET6;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Address and port as system calls take and give them: `struct sockaddr_in` (ip(7)) or
/// `struct sockaddr_in6` (ipv6(7)). Both begin with the family, in host order, and the port, in
/// network order; the address is at 4 or at 8.
public final class Sockaddr {
  /// Bytes of `struct sockaddr_in6`, the larger one. The kernel takes a length that is more than a
  /// family needs, and the rest is padding.
  public static final int SIZE = 28;

  private static final int IPV4_AT = 4;
  private static final int IPV6_AT = 8;

  /// More than any port: [#client] of one that speaks IPv6.
  private static final int SPEAKS_IPV6 = 1 << 16;

  /// More than any number that [#client] gives.
  public static final int CLIENTS = 2 * SPEAKS_IPV6;

  private Sockaddr() {}

  /// One for the kernel to fill in.
  public static MemorySegment allocate(SegmentAllocator allocator) {
    return allocator.allocate(SIZE, 4);
  }

  /// One of that address and port.
  public static MemorySegment allocate(SegmentAllocator allocator, IpAddress address, int port) {
    MemorySegment struct = allocate(allocator);
    struct.set(JAVA_SHORT, 0, (short) address.family());
    struct.set(JAVA_BYTE, 2, (byte) (port >> 8));
    struct.set(JAVA_BYTE, 3, (byte) port);
    address.write(struct, address.isIpv4() ? IPV4_AT : IPV6_AT);
    return struct;
  }

  public static int port(MemorySegment struct) {
    return ((struct.get(JAVA_BYTE, 2) & 0xff) << 8) | (struct.get(JAVA_BYTE, 3) & 0xff);
  }

  public static IpAddress address(MemorySegment struct) {
    short family = struct.get(JAVA_SHORT, 0);
    return IpAddress.read(struct, family == AF_INET6 ? IPV6_AT : IPV4_AT, family);
  }

  /// A number that tells a server's clients apart, as long as they have one IPv4 and one IPv6
  /// address: the port, plus 65,536 for a client that speaks IPv6, since the same port may be in
  /// use in both.
  ///
  /// @param struct the client's, as either side has it
  public static int client(MemorySegment struct) {
    boolean ipv4 = struct.get(JAVA_SHORT, 0) != AF_INET6 || isMapped(struct);
    return client(ipv4, port(struct));
  }

  /// The same for a client as Java has it.
  public static int client(InetSocketAddress client) {
    return client(client.getAddress(), client.getPort());
  }

  /// The same.
  public static int client(InetAddress address, int port) {
    return client(!(address instanceof Inet6Address), port);
  }

  static int client(boolean ipv4, int port) {
    return ipv4 ? port : port + SPEAKS_IPV6;
  }

  /// Asked of each connection that is accepted, so it makes no object.
  private static boolean isMapped(MemorySegment struct) {
    for (int i = 0; i < 10; i++) if (struct.get(JAVA_BYTE, IPV6_AT + i) != 0) return false;
    return struct.get(JAVA_BYTE, IPV6_AT + 10) == -1 && struct.get(JAVA_BYTE, IPV6_AT + 11) == -1;
  }
}
