package acceptbench.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/// A connection's socket as inet_diag describes it.
///
/// Addresses are IPv4 ones in host order; of an IPv6 address the last 4 bytes, which is the IPv4
/// address where that is mapped.
///
/// @param localAddress its own
/// @param remoteAddress the peer's
/// @param remotePort the peer's port
/// @param state one of [TcpState]'s numbers
public record ConnectionSocket(int localAddress, int remoteAddress, int remotePort, int state) {
  private static final int SOURCE = 8;
  private static final int DESTINATION_PORT = 6;
  private static final int DESTINATION = 24;

  /// Reads a `struct inet_diag_msg` (`include/uapi/linux/inet_diag.h`).
  static ConnectionSocket parse(MemorySegment message) {
    int skipped = message.get(JAVA_BYTE, 0) == SocketConstants.AF_INET6 ? 12 : 0;
    return new ConnectionSocket(
        bigEndianInt(message, SOURCE + skipped),
        bigEndianInt(message, DESTINATION + skipped),
        bigEndianInt(message, DESTINATION_PORT - 2) & 0xffff,
        message.get(JAVA_BYTE, 1));
  }

  private static int bigEndianInt(MemorySegment message, long offset) {
    int value = 0;
    for (int i = 0; i < 4; i++) value = (value << 8) | (message.get(JAVA_BYTE, offset + i) & 0xff);
    return value;
  }
}
