package acceptbench.linux.socket;

import static acceptbench.linux.ErrnoException.check;
import static acceptbench.linux.socket.SocketConstants.AF_NETLINK;
import static acceptbench.linux.socket.SocketConstants.MSG_DONTWAIT;
import static acceptbench.linux.socket.SocketConstants.MSG_TRUNC;
import static acceptbench.linux.socket.SocketConstants.SOCK_CLOEXEC;
import static acceptbench.linux.socket.SocketConstants.SOCK_RAW;
import static acceptbench.linux.socket.SocketConstants.SOL_SOCKET;
import static acceptbench.linux.socket.SocketConstants.SO_RCVTIMEO;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import acceptbench.linux.DescriptorArena;
import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import java.lang.foreign.MemorySegment;

/// A NETLINK_SOCK_DIAG socket (sock_diag(7)): sends a question and takes in the whole answer.
///
/// Each question has a number, which the kernel repeats in its answer. What is left of an answer
/// that was not read to its end, because the visitor threw say, is never taken for the next one's.
/// For one thread at a time.
final class DiagSocket implements AutoCloseable {
  /// The two calls, so that a test can do what the kernel does once in a year.
  interface Calls {
    long send(int fd, MemorySegment buffer, long length, int flags);

    long recv(int fd, MemorySegment buffer, long length, int flags);
  }

  static final Calls LIBC =
      new Calls() {
        @Override
        public long send(int fd, MemorySegment buffer, long length, int flags) {
          return Libc.send(fd, buffer, length, flags);
        }

        @Override
        public long recv(int fd, MemorySegment buffer, long length, int flags) {
          return Libc.recv(fd, buffer, length, flags);
        }
      };

  /// The kernel answers while it is asked; this is for a kernel that does not.
  static final int DEADLINE_SECONDS = 5;

  private static final int NETLINK_SOCK_DIAG = 4;
  private static final int ANSWER_SIZE = 1 << 16;
  private static final int ADDRESS_SIZE = 12;
  private static final int LENGTH_AT = 0;
  private static final int SEQUENCE_AT = 8;

  private final Calls calls;
  private final DescriptorArena descriptor;
  private final MemorySegment received;
  private final DiagAnswer answer;
  private final int port;
  private int sequence;
  private boolean unfinished;

  DiagSocket(Calls calls) throws ErrnoException {
    this.calls = calls;
    int fd =
        check(
            Libc.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG),
            "socket(NETLINK_SOCK_DIAG)");
    descriptor = new DescriptorArena(fd);
    received = descriptor.allocate(ANSWER_SIZE, 8);
    answer = new DiagAnswer(received);
    try {
      port = bind(fd);
    } catch (ErrnoException e) {
      descriptor.close();
      throw e;
    }
  }

  /// Has the kernel choose the socket's address, the number that its answers go to, and sets the
  /// deadline.
  private int bind(int fd) throws ErrnoException {
    MemorySegment time = descriptor.allocate(16, 8);
    time.set(JAVA_LONG, 0, DEADLINE_SECONDS);
    check(
        Libc.setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, time, 16),
        "setsockopt(fd %d, SO_RCVTIMEO)",
        fd);
    MemorySegment address = descriptor.allocate(ADDRESS_SIZE, 4);
    address.set(JAVA_SHORT, 0, (short) AF_NETLINK);
    check(Libc.bind(fd, address, ADDRESS_SIZE), "bind(NETLINK_SOCK_DIAG)");
    MemorySegment length = descriptor.allocate(4, 4);
    length.set(JAVA_INT, 0, ADDRESS_SIZE);
    check(Libc.getsockname(fd, address, length), "getsockname(NETLINK_SOCK_DIAG)");
    return address.get(JAVA_INT, 4);
  }

  /// Asks, and shows the visitor all that the kernel answers. Costs no object.
  ///
  /// @param question a `struct nlmsghdr`, whose number is filled in here, and what it asks
  /// @throws ErrnoException where the kernel refuses, or answers what is no answer
  void ask(MemorySegment question, DiagAnswer.Visitor visitor) throws ErrnoException {
    if (unfinished) dropTheRest();
    question.set(JAVA_INT, SEQUENCE_AT, ++sequence);
    unfinished = true;
    send(question);
    while (answer.visit(receive(0), sequence, port, visitor)) {
      // The next part of it.
    }
    unfinished = false;
  }

  private void send(MemorySegment question) throws ErrnoException {
    long sent;
    do sent = calls.send(descriptor.fd(), question, question.get(JAVA_INT, LENGTH_AT), 0);
    while (sent == -Errno.EINTR);
    check(sent, "send(NETLINK_SOCK_DIAG)");
  }

  private long receive(int flags) throws ErrnoException {
    long size = tryToReceive(flags);
    if (size == -Errno.EAGAIN)
      throw new ErrnoException(
          "recv(NETLINK_SOCK_DIAG) within " + DEADLINE_SECONDS + " s", Errno.ETIMEDOUT);
    return check(size, "recv(NETLINK_SOCK_DIAG)");
  }

  /// Returns how long the answer is, which with MSG_TRUNC may be more than was received.
  private long tryToReceive(int flags) {
    long size;
    do size = calls.recv(descriptor.fd(), received, ANSWER_SIZE, flags | MSG_TRUNC);
    while (size == -Errno.EINTR);
    return size;
  }

  /// The kernel makes the next part of a dump while the one before is received (netlink_recvmsg in
  /// `net/netlink/af_netlink.c`), so it has ended when there is nothing to receive.
  private void dropTheRest() throws ErrnoException {
    long size;
    do size = tryToReceive(MSG_DONTWAIT);
    while (size >= 0);
    if (size != -Errno.EAGAIN) check(size, "recv(NETLINK_SOCK_DIAG)");
    unfinished = false;
  }

  /// See [DescriptorArena#close].
  @Override
  public void close() {
    descriptor.close();
  }
}
