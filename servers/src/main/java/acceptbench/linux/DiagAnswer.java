package acceptbench.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/// What one recv(2) on a NETLINK_SOCK_DIAG socket brings: a row of netlink messages (netlink(7)),
/// each of which holds a socket, an error, or the end of the dump.
///
/// @param bytes from the first message's header on, 4-byte aligned
record DiagAnswer(MemorySegment bytes) {
  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;
  private static final int HEADER_SIZE = 16;
  private static final int ERROR_SIZE = 4;

  /// Of a `struct inet_diag_msg`, which attributes may follow.
  private static final int SOCKET_SIZE = 72;

  /// Shows the visitor each socket: its `struct inet_diag_msg` and what follows that.
  ///
  /// @return whether another answer follows
  /// @throws ErrnoException where the kernel tells of an error, or the bytes are no such messages
  boolean visit(Consumer<MemorySegment> visitor) throws ErrnoException {
    long size = bytes.byteSize();
    if (size == 0) throw malformed(size);
    for (long offset = 0; offset < size; ) {
      if (offset + HEADER_SIZE > size) throw malformed(size - offset);
      long length = Integer.toUnsignedLong(bytes.get(JAVA_INT, offset));
      if (length < HEADER_SIZE || offset + length > size) throw malformed(length);
      MemorySegment body = bytes.asSlice(offset + HEADER_SIZE, length - HEADER_SIZE);
      switch (bytes.get(JAVA_SHORT, offset + 4)) {
        case NLMSG_DONE -> {
          return false;
        }
        case NLMSG_ERROR -> throw error(body);
        default -> visitor.accept(atLeast(SOCKET_SIZE, body));
      }
      offset += (length + 3) & ~3;
    }
    return true;
  }

  private static ErrnoException error(MemorySegment body) throws ErrnoException {
    return new ErrnoException("NETLINK_SOCK_DIAG", -atLeast(ERROR_SIZE, body).get(JAVA_INT, 0));
  }

  private static MemorySegment atLeast(int size, MemorySegment body) throws ErrnoException {
    if (body.byteSize() < size) throw malformed(HEADER_SIZE + body.byteSize());
    return body;
  }

  private static ErrnoException malformed(long length) {
    return new ErrnoException("NETLINK_SOCK_DIAG: a message of " + length, Errno.EINVAL);
  }
}
