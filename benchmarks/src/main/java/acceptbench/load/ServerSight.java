package acceptbench.load;

import acceptbench.kernel.ListenerWatch;
import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.socket.ConnectionSocket;
import acceptbench.linux.socket.Endpoint;
import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.TcpInfo;
import acceptbench.linux.socket.TcpSocket;
import acceptbench.linux.socket.TcpState;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Whether connections to somebody else's server end at a socket of this network namespace, and
/// whether anybody accepts them. One connection is made to find out, and the kernel is asked for
/// its other end.
///
/// That a listener can be seen proves neither. Address translation (a container's published port),
/// a rule of routing or a transparent proxy may take the connections elsewhere, and each of them
/// would look like a ghost ([GhostProof]).
public final class ServerSight implements AutoCloseable {
  /// What was found out.
  public enum Found {
    /// The other end is here, and a process has it, or had it and has closed it.
    ACCEPTED,
    /// The client is connected, and in this network namespace there is no other end.
    ELSEWHERE,
    /// The other end waits in the accept queue, or found no room there.
    NOBODY_ACCEPTS,
    /// No answer to a SYN, though the queue has room.
    NO_ANSWER
  }

  private static final long LOOK_NANOS = 1_000_000;
  private static final long FULL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Endpoint server;
  private final ListenerWatch watch;
  private final Connector connector;
  private final InetDiag diag = new InetDiag();
  private final TcpInfo info = new TcpInfo();
  private @Nullable ConnectionSocket otherEnd;

  public ServerSight(Endpoint server) throws ErrnoException {
    this.server = server;
    this.watch = new ListenerWatch(server);
    this.connector = new Connector(server);
  }

  /// Connects once, says nothing, and looks at the other end until it is clear what becomes of it.
  ///
  /// @param patienceMillis how long a server may take to accept
  public Found look(int patienceMillis) throws ErrnoException {
    // Its SYN would be dropped, or it would be a ghost.
    if (staysFull()) return Found.NOBODY_ACCEPTS;
    int fd = connector.open();
    try {
      int error = connector.connect(fd);
      if (error != 0 && error != Errno.EINPROGRESS) return ended(error);
      return await(fd, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis));
    } finally {
      connector.close(fd);
    }
  }

  /// Other clients may fill a queue for a moment.
  private boolean staysFull() throws ErrnoException {
    long deadline = System.nanoTime() + FULL_NANOS;
    while (watch.isFull()) {
      if (System.nanoTime() > deadline) return true;
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return false;
  }

  private Found await(int fd, long deadline) throws ErrnoException {
    int absent = 0;
    while (true) {
      info.readOf(fd);
      int state = info.state();
      boolean waits = state == TcpState.SYN_SENT;
      lookAtOtherEnd(fd);
      ConnectionSocket other = otherEnd;
      if (other == null && !waits) {
        if (state == TcpState.CLOSE) return ended(TcpSocket.takeError(fd));
        // One that comes may be missed by a dump; a second one has it.
        if (++absent > 1 && hasRoom()) return Found.ELSEWHERE;
      }
      if (other != null && isAccepted(other)) return Found.ACCEPTED;
      // TCP_DEFER_ACCEPT keeps it there until the client speaks.
      if (other != null && other.state() == TcpState.SYN_RECV && !waits && hasRoom())
        return Found.ACCEPTED;
      if (System.nanoTime() > deadline)
        return waits && hasRoom() ? Found.NO_ANSWER : Found.NOBODY_ACCEPTS;
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /// How a connection ended before its other end could be looked at. Where something listens, as
  /// the watch has seen, the kernel of this namespace refuses nobody; a reset may be the server's.
  private static Found ended(int error) {
    return error == Errno.ECONNREFUSED ? Found.ELSEWHERE : Found.ACCEPTED;
  }

  private boolean hasRoom() throws ErrnoException {
    return !watch.isFull();
  }

  private void lookAtOtherEnd(int fd) throws ErrnoException {
    int client = TcpSocket.client(fd);
    otherEnd = null;
    diag.connections(
        server.port(),
        socket -> {
          if (socket.client() == client && server.addresses().contains(socket.localAddress()))
            otherEnd = socket;
        });
  }

  /// A socket that waits to be accepted is no process's yet, and has no inode.
  private static boolean isAccepted(ConnectionSocket socket) {
    boolean waiting = socket.state() == TcpState.ESTABLISHED || socket.state() == TcpState.SYN_RECV;
    return socket.inode() != 0 || !waiting;
  }

  @Override
  public void close() {
    watch.close();
    diag.close();
  }
}
