package acceptbench.linux.socket;

import static acceptbench.linux.ErrnoException.check;
import static acceptbench.linux.socket.SocketConstants.AF_UNIX;
import static acceptbench.linux.socket.SocketConstants.MSG_CMSG_CLOEXEC;
import static acceptbench.linux.socket.SocketConstants.MSG_NOSIGNAL;
import static acceptbench.linux.socket.SocketConstants.SCM_RIGHTS;
import static acceptbench.linux.socket.SocketConstants.SOCK_CLOEXEC;
import static acceptbench.linux.socket.SocketConstants.SOCK_SEQPACKET;
import static acceptbench.linux.socket.SocketConstants.SOL_SOCKET;
import static acceptbench.linux.socket.SocketConstants.SO_PEERCRED;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import acceptbench.linux.DescriptorArena;
import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// A Unix socket over which processes hand each other open descriptors (SCM_RIGHTS, unix(7)).
///
/// One message carries one descriptor and one byte. The socket keeps message boundaries
/// (SOCK_SEQPACKET), so the peer's end shows as such. One thread may send while another receives;
/// any thread may [#disconnect], which wakes both. [#close] is refused while one of them waits.
public final class DescriptorSocket implements AutoCloseable {
  private static final int MSGHDR_SIZE = 56;
  private static final int CMSG_SIZE = 24;
  private static final int CMSG_LENGTH = 20;

  private static final int SHUT_RDWR = 2;

  private final DescriptorArena descriptor;
  private final int fd;
  private final MemorySegment outgoing;
  private final MemorySegment incoming;
  private boolean closed;

  private DescriptorSocket(int fd) {
    this.fd = fd;
    this.descriptor = new DescriptorArena(fd);
    this.outgoing = message(descriptor);
    this.incoming = message(descriptor);
  }

  /// A listening socket at a path that must not exist yet, for [#accept].
  public static int listen(Path path, int backlog) throws ErrnoException {
    int fd = socket();
    try (UnixAddress address = new UnixAddress(path)) {
      check(Libc.bind(fd, address.name(), UnixAddress.SIZE), "bind(%s)", path);
      check(Libc.listen(fd, backlog), "listen(%s)", path);
      return fd;
    } catch (ErrnoException | RuntimeException e) {
      Libc.close(fd);
      throw e;
    }
  }

  /// Waits for the next peer on a listening socket.
  public static DescriptorSocket accept(int listener) throws ErrnoException {
    int fd = Libc.accept4(listener, MemorySegment.NULL, MemorySegment.NULL, SOCK_CLOEXEC);
    return new DescriptorSocket(check(fd, "accept4(fd %d)", listener));
  }

  public static DescriptorSocket connect(Path path) throws ErrnoException {
    int fd = socket();
    try (UnixAddress address = new UnixAddress(path)) {
      check(Libc.connect(fd, address.name(), UnixAddress.SIZE), "connect(%s)", path);
      return new DescriptorSocket(fd);
    } catch (ErrnoException | RuntimeException e) {
      Libc.close(fd);
      throw e;
    }
  }

  /// Sends a copy of the descriptor; the caller still has its own to close.
  ///
  /// @param flags `MSG_DONTWAIT`, or 0 to wait while the peer's buffer is full
  /// @return 0, or the negated errno: `-EAGAIN` where the buffer is full, `-EPIPE` where the peer
  ///     has gone
  public int send(int descriptor, int flags) {
    MemorySegment control = control(outgoing);
    control.set(JAVA_LONG, 0, CMSG_LENGTH);
    control.set(JAVA_INT, 8, SOL_SOCKET);
    control.set(JAVA_INT, 12, SCM_RIGHTS);
    control.set(JAVA_INT, 16, descriptor);
    outgoing.set(JAVA_LONG, 40, CMSG_SIZE);
    long sent;
    do sent = Libc.sendmsg(fd, outgoing, flags | MSG_NOSIGNAL);
    while (sent == -Errno.EINTR);
    return sent < 0 ? (int) sent : 0;
  }

  /// Waits for a descriptor, which is the caller's to close.
  ///
  /// @return the descriptor, `-EPIPE` where the peer has gone, or another negated errno (`-EMFILE`:
  ///     it came while this process had no number left for it, and the kernel dropped it)
  public int receive() {
    incoming.set(JAVA_LONG, 40, CMSG_SIZE);
    long received;
    do received = Libc.recvmsg(fd, incoming, MSG_CMSG_CLOEXEC);
    while (received == -Errno.EINTR);
    if (received < 0) return (int) received;
    if (received == 0) return -Errno.EPIPE;
    if (incoming.get(JAVA_LONG, 40) < CMSG_LENGTH) return -Errno.EMFILE;
    return control(incoming).get(JAVA_INT, 16);
  }

  /// The process at the other end, as it was when the connection was made (SO_PEERCRED).
  public Peer peer() throws ErrnoException {
    try (Arena own = Arena.ofConfined()) {
      MemorySegment credentials = own.allocate(12, 4);
      MemorySegment length = own.allocateFrom(JAVA_INT, 12);
      check(
          Libc.getsockopt(fd, SOL_SOCKET, SO_PEERCRED, credentials, length),
          "getsockopt(fd %d, SO_PEERCRED)",
          fd);
      return new Peer(credentials.get(JAVA_INT, 0), credentials.get(JAVA_INT, 4));
    }
  }

  /// Who is at the other end.
  ///
  /// @param pid its process id
  /// @param uid its user id
  public record Peer(int pid, int uid) {}

  /// Ends the connection, and so wakes whoever waits in [#send] or [#receive], on both sides. For
  /// any thread; does nothing once the socket is closed.
  public synchronized void disconnect() {
    if (!closed) Libc.shutdown(fd, SHUT_RDWR);
  }

  /// Closes the socket, once.
  ///
  /// @throws IllegalStateException where a thread still sends or receives
  @Override
  public synchronized void close() {
    if (closed) return;
    descriptor.close();
    closed = true;
  }

  private static int socket() throws ErrnoException {
    return check(
        Libc.socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0), "socket(AF_UNIX, SEQPACKET)");
  }

  /// `struct msghdr` with one byte of data and room for one descriptor.
  private static MemorySegment message(DescriptorArena arena) {
    MemorySegment part = arena.allocate(16, 8);
    part.set(ADDRESS, 0, arena.allocate(1, 1));
    part.set(JAVA_LONG, 8, 1);
    MemorySegment message = arena.allocate(MSGHDR_SIZE, 8);
    message.set(ADDRESS, 16, part);
    message.set(JAVA_LONG, 24, 1);
    message.set(ADDRESS, 32, arena.allocate(CMSG_SIZE, 8));
    return message;
  }

  @SuppressWarnings("restricted")
  private static MemorySegment control(MemorySegment message) {
    return message.get(ADDRESS, 32).reinterpret(CMSG_SIZE);
  }
}
