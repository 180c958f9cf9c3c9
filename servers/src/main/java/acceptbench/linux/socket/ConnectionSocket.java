package acceptbench.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/// A connection's socket as inet_diag describes it.
///
/// @param localAddress its own
/// @param remoteAddress the peer's
/// @param remotePort the peer's port
/// @param state one of [TcpState]'s numbers
/// @param inode the socket's number; 0 where no process has it: it waits in the accept queue, is
///     half-open, or was closed by its process
public record ConnectionSocket(
    IpAddress localAddress, IpAddress remoteAddress, int remotePort, int state, long inode) {
  private static final int SOURCE = 8;
  private static final int DESTINATION_PORT = 6;
  private static final int DESTINATION = 24;
  private static final int INODE = 68;

  /// Reads a `struct inet_diag_msg` (`include/uapi/linux/inet_diag.h`).
  static ConnectionSocket parse(MemorySegment message) {
    int family = message.get(JAVA_BYTE, 0);
    return new ConnectionSocket(
        IpAddress.read(message, SOURCE, family),
        IpAddress.read(message, DESTINATION, family),
        ((message.get(JAVA_BYTE, DESTINATION_PORT) & 0xff) << 8)
            | (message.get(JAVA_BYTE, DESTINATION_PORT + 1) & 0xff),
        message.get(JAVA_BYTE, 1),
        Integer.toUnsignedLong(message.get(JAVA_INT, INODE)));
  }

  /// Which client the peer is, as [Sockaddr#client] tells them apart.
  public int client() {
    return Sockaddr.client(remoteAddress.isIpv4(), remotePort);
  }
}
