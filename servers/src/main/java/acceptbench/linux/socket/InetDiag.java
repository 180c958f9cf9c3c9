package acceptbench.linux.socket;

import static acceptbench.linux.socket.SocketConstants.AF_INET;
import static acceptbench.linux.socket.SocketConstants.AF_INET6;
import static acceptbench.linux.socket.SocketConstants.IPPROTO_TCP;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks the kernel about TCP sockets of the network namespace that this object was made in
/// (sock_diag(7)), as `ss` does.
///
/// Sockets of both families are found: Java's own listeners are IPv6 sockets that take IPv4
/// connections too. One question at a time: other threads' wait, and so does [#close]. A visitor
/// must not ask anything itself.
public final class InetDiag implements AutoCloseable {
  private static final short SOCK_DIAG_BY_FAMILY = 20;
  private static final short REQUEST = 1;
  private static final short REQUEST_AND_DUMP = 0x301;
  private static final int INET_DIAG_SKMEMINFO = 7;

  private static final int HEADER_SIZE = 16;
  private static final int REQUEST_SIZE = HEADER_SIZE + 56;
  private static final int MOST_PEERS = 1_000;

  private final MemorySegment request = Arena.ofAuto().allocate(REQUEST_SIZE, 8);
  private final DiagSocket socket;
  private @Nullable QueueVisitor queueVisitor;
  private final DiagAnswer.Visitor queues =
      (bytes, offset, _) -> {
        if (queueVisitor != null)
          queueVisitor.visit(
              ListenerSocket.inode(bytes, offset),
              ListenerSocket.queued(bytes, offset),
              ListenerSocket.effectiveBacklog(bytes, offset));
      };

  public InetDiag() throws ErrnoException {
    this(DiagSocket.LIBC);
  }

  InetDiag(DiagSocket.Calls calls) throws ErrnoException {
    socket = new DiagSocket(calls);
  }

  /// The sockets that listen on a port: none, one, or several that share it by SO_REUSEPORT.
  public synchronized List<ListenerSocket> listeners(int port) throws ErrnoException {
    List<ListenerSocket> found = new ArrayList<>(1);
    dump(
        port,
        1 << TcpState.LISTEN,
        1 << (INET_DIAG_SKMEMINFO - 1),
        DiagAnswer.Visitor.of(message -> found.add(ListenerSocket.parse(message))));
    return found;
  }

  /// Is shown the accept queue of a listening socket.
  public interface QueueVisitor {
    /// Takes one queue.
    ///
    /// @param inode the socket's number
    /// @param queued connections in its accept queue
    /// @param effectiveBacklog the backlog in force
    void visit(long inode, int queued, int effectiveBacklog);
  }

  /// Shows the accept queue of each socket of a family that listens on a port. Costs no object.
  ///
  /// @param family AF_INET or AF_INET6: each dump walks the kernel's whole table
  public synchronized void queues(int family, int port, QueueVisitor visitor)
      throws ErrnoException {
    queueVisitor = visitor;
    try {
      dump(family, port, 1 << TcpState.LISTEN, 0, queues);
    } finally {
      queueVisitor = null;
    }
  }

  /// A question for one listening socket, by its address: the kernel finds it without the walk
  /// through its table that [#queues] costs.
  ///
  /// Of several that share a port by SO_REUSEPORT the kernel picks the one that a SYN from the peer
  /// named in the question would get (`__inet_lookup_listener` in `net/ipv4/inet_hashtables.c`), so
  /// peers are tried until it is the right one.
  ///
  /// @return none where no peer leads to it
  public Optional<ListenerQuestion> question(ListenerSocket listener) throws ErrnoException {
    for (int peer = 0; peer < MOST_PEERS; peer++) {
      MemorySegment bytes = Arena.ofAuto().allocate(REQUEST_SIZE, 8);
      prepare(bytes, REQUEST, 0);
      listener.id().ask(bytes, HEADER_SIZE, peer);
      ListenerQuestion question = new ListenerQuestion(bytes);
      if (queue(question, (_, _, _) -> {})) return Optional.of(question);
    }
    return Optional.empty();
  }

  /// Shows the accept queue of one listening socket. Costs no object.
  ///
  /// @return whether the socket still listens, and is the one that the kernel picks
  public synchronized boolean queue(ListenerQuestion question, QueueVisitor visitor)
      throws ErrnoException {
    queueVisitor = visitor;
    try {
      socket.ask(question.bytes(), queues);
      return true;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ESTALE) return false;
      throw e;
    } finally {
      queueVisitor = null;
    }
  }

  /// Every socket with this local port but listeners, half-open and closing ones included: the
  /// server's sides of the connections to that port, at whatever address.
  ///
  /// The kernel walks its table bucket by bucket: a connection that comes or goes meanwhile may be
  /// missed; one that only changes its state stays in its bucket and is found.
  public synchronized void connections(int localPort, Consumer<ConnectionSocket> visitor)
      throws ErrnoException {
    int all = ((1 << (TcpState.NEW_SYN_RECV + 1)) - 2) & ~(1 << TcpState.LISTEN);
    dump(
        localPort,
        all,
        0,
        DiagAnswer.Visitor.of(message -> visitor.accept(ConnectionSocket.parse(message))));
  }

  private void dump(int localPort, int states, int extensions, DiagAnswer.Visitor visitor)
      throws ErrnoException {
    dump(AF_INET, localPort, states, extensions, visitor);
    dump(AF_INET6, localPort, states, extensions, visitor);
  }

  private void dump(
      int family, int localPort, int states, int extensions, DiagAnswer.Visitor visitor)
      throws ErrnoException {
    prepare(request, REQUEST_AND_DUMP, extensions);
    request.set(JAVA_BYTE, HEADER_SIZE, (byte) family);
    request.set(JAVA_INT, HEADER_SIZE + 4, states);
    request.set(JAVA_BYTE, HEADER_SIZE + 8, (byte) (localPort >> 8));
    request.set(JAVA_BYTE, HEADER_SIZE + 9, (byte) localPort);
    socket.ask(request, visitor);
  }

  /// Begins a `struct nlmsghdr` and the `struct inet_diag_req_v2` behind it.
  private static void prepare(MemorySegment request, short flags, int extensions) {
    request.fill((byte) 0);
    request.set(JAVA_INT, 0, REQUEST_SIZE);
    request.set(JAVA_SHORT, 4, SOCK_DIAG_BY_FAMILY);
    request.set(JAVA_SHORT, 6, flags);
    request.set(JAVA_BYTE, HEADER_SIZE + 1, (byte) IPPROTO_TCP);
    request.set(JAVA_BYTE, HEADER_SIZE + 2, (byte) extensions);
  }

  @Override
  public synchronized void close() {
    socket.close();
  }
}
