package acceptbench.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/// What one recv(2) on a NETLINK_SOCK_DIAG socket brings: a row of netlink messages (netlink(7)),
/// each of which holds a socket, an error, or the end of the dump.
///
/// Costs no object, so that it can be asked many times a second beside a load.
///
/// @param bytes from the first message's header on, 4-byte aligned
record DiagAnswer(MemorySegment bytes) {
  /// Is shown a socket: where in the answer its `struct inet_diag_msg` is, and how long that and
  /// its attributes are.
  interface Visitor {
    void visit(MemorySegment bytes, long offset, long length);

    /// For a visitor that takes a message of its own.
    static Visitor of(Consumer<MemorySegment> visitor) {
      return (bytes, offset, length) -> visitor.accept(bytes.asSlice(offset, length));
    }
  }

  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;
  private static final int HEADER_SIZE = 16;
  private static final int ERROR_SIZE = 4;

  /// Of a `struct inet_diag_msg`, which attributes may follow.
  private static final int SOCKET_SIZE = 72;

  /// Shows the visitor each socket.
  ///
  /// @param size how many of the bytes were received
  /// @return whether another answer follows
  /// @throws ErrnoException where the kernel tells of an error, or the bytes are no such messages
  boolean visit(long size, Visitor visitor) throws ErrnoException {
    if (size == 0) throw malformed(size);
    for (long offset = 0; offset < size; ) {
      if (offset + HEADER_SIZE > size) throw malformed(size - offset);
      long length = Integer.toUnsignedLong(bytes.get(JAVA_INT, offset));
      if (length < HEADER_SIZE || offset + length > size) throw malformed(length);
      long body = offset + HEADER_SIZE;
      long bodySize = length - HEADER_SIZE;
      switch (bytes.get(JAVA_SHORT, offset + 4)) {
        case NLMSG_DONE -> {
          return false;
        }
        case NLMSG_ERROR -> {
          checkSize(ERROR_SIZE, bodySize);
          throw new ErrnoException("NETLINK_SOCK_DIAG", -bytes.get(JAVA_INT, body));
        }
        default -> {
          checkSize(SOCKET_SIZE, bodySize);
          visitor.visit(bytes, body, bodySize);
        }
      }
      offset += (length + 3) & ~3;
    }
    return true;
  }

  private static void checkSize(int least, long size) throws ErrnoException {
    if (size < least) throw malformed(HEADER_SIZE + size);
  }

  private static ErrnoException malformed(long length) {
    return new ErrnoException("NETLINK_SOCK_DIAG: a message of " + length, Errno.EINVAL);
  }
}
