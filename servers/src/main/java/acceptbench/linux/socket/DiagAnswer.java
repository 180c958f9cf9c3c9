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

  private static final short NLMSG_NOOP = 1;
  private static final short NLMSG_ERROR = 2;
  private static final short NLMSG_DONE = 3;
  private static final short SOCK_DIAG_BY_FAMILY = 20;

  /// Set in each message of an answer that has several, the last of which is NLMSG_DONE.
  private static final int NLM_F_MULTI = 2;

  private static final int HEADER_SIZE = 16;
  private static final int ERROR_SIZE = 4;

  /// Of a `struct inet_diag_msg`, which attributes may follow.
  private static final int SOCKET_SIZE = 72;

  /// Shows the visitor each socket of the answer to one question. Messages that belong to another
  /// one are passed over.
  ///
  /// @param size how long the answer was, which may be more than was received
  /// @param sequence the question's number (`nlmsg_seq`)
  /// @param port the address of the socket that asked (`nlmsg_pid`)
  /// @return whether more of the answer follows
  /// @throws ErrnoException where the kernel reports an error, or the bytes are no such messages
  boolean visit(long size, int sequence, int port, Visitor visitor) throws ErrnoException {
    if (size > bytes.byteSize())
      throw new ErrnoException(
          "NETLINK_SOCK_DIAG: %d bytes, of which %d were received"
              .formatted(size, bytes.byteSize()),
          Errno.ENOBUFS);
    if (size == 0) throw malformed(size);
    boolean more = true;
    for (long offset = 0; offset < size; ) {
      if (offset + HEADER_SIZE > size) throw malformed(size - offset);
      long length = Integer.toUnsignedLong(bytes.get(JAVA_INT, offset));
      if (length < HEADER_SIZE || offset + length > size) throw malformed(length);
      if (bytes.get(JAVA_INT, offset + 8) == sequence && bytes.get(JAVA_INT, offset + 12) == port)
        more = visit(offset, length, visitor);
      offset += (length + 3) & ~3;
    }
    return more;
  }

  /// One message of the answer. Returns whether another one follows.
  private boolean visit(long offset, long length, Visitor visitor) throws ErrnoException {
    long body = offset + HEADER_SIZE;
    long bodySize = length - HEADER_SIZE;
    short type = bytes.get(JAVA_SHORT, offset + 4);
    switch (type) {
      case SOCK_DIAG_BY_FAMILY -> {
        checkSize(SOCKET_SIZE, bodySize);
        visitor.visit(bytes, body, bodySize);
      }
      case NLMSG_DONE -> {
        // A dump that failed half-way says so at its end.
        if (bodySize >= ERROR_SIZE) checkError(bytes.get(JAVA_INT, body));
        return false;
      }
      case NLMSG_ERROR -> {
        checkSize(ERROR_SIZE, bodySize);
        checkError(bytes.get(JAVA_INT, body));
        return false;
      }
      case NLMSG_NOOP -> {}
      default ->
          throw new ErrnoException("NETLINK_SOCK_DIAG: a message of type " + type, Errno.EINVAL);
    }
    return (bytes.get(JAVA_SHORT, offset + 6) & NLM_F_MULTI) != 0;
  }

  /// @param error 0, or a negated errno
  private static void checkError(int error) throws ErrnoException {
    if (error > 0) throw malformed(error);
    if (error < 0) throw new ErrnoException("NETLINK_SOCK_DIAG", -error);
  }

  private static void checkSize(int least, long size) throws ErrnoException {
    if (size < least) throw malformed(HEADER_SIZE + size);
  }

  private static ErrnoException malformed(long length) {
    return new ErrnoException("NETLINK_SOCK_DIAG: a message of " + length, Errno.EINVAL);
  }
}
