package acceptbench.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/// A connection's socket as inet_diag describes it.
///
/// @param remoteAddress the peer's IPv4 address in host order; of an IPv6 peer the last 4 bytes,
///     which is the IPv4 address where that is mapped
/// @param remotePort the peer's port
/// @param state one of [TcpState]'s numbers
public record ConnectionSocket(int remoteAddress, int remotePort, int state) {
  private static final int DESTINATION_PORT = 6;
  private static final int DESTINATION = 24;

  /// Reads a `struct inet_diag_msg` (`include/uapi/linux/inet_diag.h`).
  static ConnectionSocket parse(MemorySegment message) {
    boolean mapped = message.get(JAVA_BYTE, 0) == SocketConstants.AF_INET6;
    return new ConnectionSocket(
        bigEndianInt(message, mapped ? DESTINATION + 12 : DESTINATION),
        bigEndianInt(message, DESTINATION_PORT - 2) & 0xffff,
        message.get(JAVA_BYTE, 1));
  }

  private static int bigEndianInt(MemorySegment message, long offset) {
    int value = 0;
    for (int i = 0; i < 4; i++) value = (value << 8) | (message.get(JAVA_BYTE, offset + i) & 0xff);
    return value;
  }
}
