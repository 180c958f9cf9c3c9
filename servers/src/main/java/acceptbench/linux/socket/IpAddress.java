package acceptbench.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/// An IPv4 or IPv6 address as a value, so that reading thousands of them costs little.
///
/// An IPv4 address is kept as the mapped one (`::ffff:127.0.0.1`, RFC 4291 section 2.5.5.2), which
/// is what the kernel reports for an IPv6 socket that takes IPv4 connections: both are equal here.
/// The wildcards are not: `::` takes connections of both kinds, `0.0.0.0` of one. Scopes
/// (`fe80::1%eth0`) are not kept.
///
/// @param high the first 8 bytes, in network order
/// @param low the last 8 bytes
public record IpAddress(long high, long low) {
  /// 127.0.0.1, of IPv4's loopback.
  public static final IpAddress LOOPBACK = ipv4(0x7f000001);

  /// `::1`, of IPv6's loopback.
  public static final IpAddress LOOPBACK_6 = new IpAddress(0, 1);

  /// `::`, at which a socket takes connections to any address, of both kinds unless told otherwise.
  public static final IpAddress ANY_6 = new IpAddress(0, 0);

  private static final long MAPPED = 0xffff_0000_0000L;

  /// An IPv4 address in host order, `0x7f000001` say.
  public static IpAddress ipv4(int hostOrder) {
    return new IpAddress(0, MAPPED | Integer.toUnsignedLong(hostOrder));
  }

  /// The same without its scope.
  public static IpAddress of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return bytes.capacity() == 4
        ? ipv4(bytes.getInt())
        : new IpAddress(bytes.getLong(), bytes.getLong());
  }

  /// Reads an address as it is written, `127.0.0.1` or `::1`.
  ///
  /// @throws IllegalArgumentException where it is a name, or none of these
  public static IpAddress parse(String literal) {
    return of(InetAddress.ofLiteral(literal));
  }

  /// Reads the 4 or 16 bytes of an address of that family, in network order.
  static IpAddress read(MemorySegment bytes, long offset, int family) {
    return family == SocketConstants.AF_INET6
        ? new IpAddress(bigEndian(bytes, offset, 8), bigEndian(bytes, offset + 8, 8))
        : ipv4((int) bigEndian(bytes, offset, 4));
  }

  private static long bigEndian(MemorySegment bytes, long offset, int count) {
    long value = 0;
    for (int i = 0; i < count; i++)
      value = (value << 8) | (bytes.get(JAVA_BYTE, offset + i) & 0xff);
    return value;
  }

  /// Writes the 4 or 16 bytes.
  void write(MemorySegment bytes, long offset) {
    int count = isIpv4() ? 4 : 16;
    for (int i = 0; i < count; i++) {
      int bits = 8 * (count - 1 - i);
      bytes.set(JAVA_BYTE, offset + i, (byte) (bits < 64 ? low >> bits : high >> (bits - 64)));
    }
  }

  /// Whether a client at this address speaks IPv4, also where the server's socket is an IPv6 one.
  public boolean isIpv4() {
    return high == 0 && low >>> 32 == 0xffff;
  }

  /// Whether a socket that is bound to it is bound to no address, `0.0.0.0` or `::`.
  public boolean isAny() {
    return equals(ANY_6) || (low == MAPPED && high == 0);
  }

  /// AF_INET or AF_INET6.
  public int family() {
    return isIpv4() ? SocketConstants.AF_INET : SocketConstants.AF_INET6;
  }

  /// The same for Java's sockets.
  public InetAddress toInetAddress() {
    byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    try {
      // This turns a mapped address into an IPv4 one.
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("addresses have 16 bytes", e);
    }
  }

  /// With a port, as a browser and `ss` write it: `127.0.0.1:80`, `[::1]:80`.
  public String withPort(int port) {
    return (isIpv4() ? toString() : "[" + this + "]") + ":" + port;
  }

  /// As it is usually written, with the longest run of zeros left out (RFC 5952).
  @Override
  public String toString() {
    if (isIpv4()) return toInetAddress().getHostAddress();
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++)
      groups[i] = (int) ((i < 4 ? high : low) >>> (48 - 16 * (i % 4))) & 0xffff;
    int from = 0;
    int longest = 1;
    for (int i = 0; i < 8; i++) {
      int zeros = 0;
      while (i + zeros < 8 && groups[i + zeros] == 0) zeros++;
      if (zeros > longest) {
        from = i;
        longest = zeros;
      }
    }
    return longest == 1
        ? join(groups, 0, 8)
        : join(groups, 0, from) + "::" + join(groups, from + longest, 8);
  }

  private static String join(int[] groups, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      if (i > from) text.append(':');
      text.append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
