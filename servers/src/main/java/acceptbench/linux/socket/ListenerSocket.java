package acceptbench.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;

/// A listening socket as inet_diag describes it.
///
/// @param queued connections in the accept queue (`idiag_rqueue`, Recv-Q of `ss -ltn`)
/// @param effectiveBacklog the backlog in force (`idiag_wqueue`, Send-Q of `ss -ltn`); the queue
///     holds one more
/// @param drops what the kernel discarded at this socket (`sk_drops`, `d` of `ss -m`): dropped SYNs
///     once, ignored final ACKs twice, and other discards too; -1 where the kernel does not say
/// @param inode the socket's number, that of `/proc/PID/fd/N`
/// @param ipv6Only whether it takes no IPv4 connections (IPV6_V6ONLY)
/// @param id by which the kernel finds this one again
public record ListenerSocket(
    int queued, int effectiveBacklog, long drops, long inode, boolean ipv6Only, SocketId id) {
  private static final int MESSAGE_SIZE = 72;
  private static final int INET_DIAG_SKMEMINFO = 7;
  private static final int INET_DIAG_SKV6ONLY = 11;
  private static final int SK_MEMINFO_DROPS = 8;

  /// Reads a `struct inet_diag_msg` and the attributes behind it
  /// (`include/uapi/linux/inet_diag.h`).
  static ListenerSocket parse(MemorySegment message) {
    return new ListenerSocket(
        queued(message, 0),
        effectiveBacklog(message, 0),
        drops(message),
        inode(message, 0),
        ipv6Only(message),
        SocketId.parse(message));
  }

  static int queued(MemorySegment bytes, long offset) {
    return bytes.get(JAVA_INT, offset + 56);
  }

  static int effectiveBacklog(MemorySegment bytes, long offset) {
    return bytes.get(JAVA_INT, offset + 60);
  }

  static long inode(MemorySegment bytes, long offset) {
    return Integer.toUnsignedLong(bytes.get(JAVA_INT, offset + 68));
  }

  private static long drops(MemorySegment message) {
    long drops = attribute(message, INET_DIAG_SKMEMINFO, 4L * SK_MEMINFO_DROPS + 4);
    return drops < 0
        ? -1
        : Integer.toUnsignedLong(message.get(JAVA_INT, drops + 4L * SK_MEMINFO_DROPS));
  }

  private static boolean ipv6Only(MemorySegment message) {
    long only = attribute(message, INET_DIAG_SKV6ONLY, 1);
    return only >= 0 && message.get(JAVA_BYTE, only) != 0;
  }

  /// Where the value of an attribute begins, -1 where there is none or a shorter one.
  private static long attribute(MemorySegment message, int wanted, long size) {
    long offset = MESSAGE_SIZE;
    while (offset + 4 <= message.byteSize()) {
      int length = Short.toUnsignedInt(message.get(JAVA_SHORT, offset));
      int type = message.get(JAVA_SHORT, offset + 2);
      if (length < 4 || offset + length > message.byteSize()) break;
      if (type == wanted && 4 + size <= length) return offset + 4;
      offset += (length + 3) & ~3;
    }
    return -1;
  }
}
