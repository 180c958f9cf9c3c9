package acceptbench.load;

import static acceptbench.linux.socket.SocketConstants.MSG_DONTWAIT;
import static acceptbench.linux.socket.SocketConstants.MSG_PEEK;

import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import acceptbench.linux.socket.Endpoint;
import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.LocalName;
import acceptbench.linux.socket.Sockaddr;
import acceptbench.linux.socket.TcpInfo;
import acceptbench.linux.socket.TcpState;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;

/// Proves that connections are ghosts: ESTABLISHED at the client while the server has no socket, in
/// any state, for their 4-tuple. That happens when the ACK of a SYN cookie meets a full accept
/// queue (`tcp_get_cookie_sock` in `net/ipv4/syncookies.c`), and the client never learns of it.
///
/// Guarantee: a connection that the server still has, or has greeted or reset, is never called a
/// ghost. It has to be absent from two dumps of the server's sockets, between which the client
/// looked for what came in, and nothing may be waiting in its receive buffer after the second.
/// Neither dump counts where the client's final ACK may still be under way: on a slow or busy
/// loopback it comes late, and there is no socket before the server has it. How long nothing has
/// come, and so how old each final ACK is at least, the caller says; what the client has sent to
/// itself since then has to have arrived ([LoopbackMarker]).
///
/// Assumes that a final ACK which was sent on another CPU than the client's takes no more than
/// twice as long as the SYN and its answer took together; that all of the client's IPv4 sockets
/// have one address, and its IPv6 sockets another, so that [Sockaddr#client] names one of them; and
/// that the server's sockets are in this network namespace ([ServerSight]).
final class GhostProof implements AutoCloseable {
  private final Endpoint server;
  private final InetDiag diag = new InetDiag();
  private final LoopbackMarker marker = new LoopbackMarker();
  private final TcpInfo tcpInfo = new TcpInfo();
  private final LocalName localName = new LocalName(Arena.ofAuto());
  private final MemorySegment oneByte = Arena.ofAuto().allocate(1);
  private final BitSet atServer = new BitSet(Sockaddr.CLIENTS);
  private final BitSet halfOpenAtServer = new BitSet(Sockaddr.CLIENTS);
  private BitSet absentBefore = new BitSet();
  private BitSet absentNow = new BitSet();

  /// @param server what the client connects to. Another server may be at the same port of another
  ///     address
  GhostProof(Endpoint server) throws ErrnoException {
    this.server = server;
  }

  /// Starts over: no connection has been looked for yet.
  void reset() {
    absentBefore.clear();
  }

  /// Looks for the server's side of each CONNECTED connection, and enters GHOST for those that were
  /// absent last time as well.
  ///
  /// @param silentNanos for how long nothing has come: no client has sent its final ACK since
  /// @return how many were proved this time; none while what was sent before may be under way
  int look(Connections connections, long silentNanos) throws ErrnoException {
    if (!marker.hasArrived(silentNanos)) {
      absentBefore.clear();
      return 0;
    }
    dump();
    absentNow.clear();
    int proved = 0;
    for (int slot = 0; slot < connections.capacity(); slot++) {
      if (connections.phase(slot) != Phase.CONNECTED) continue;
      int fd = connections.descriptor(slot);
      if (atServer.get(client(fd)) || mayBeUnderWay(fd, silentNanos)) continue;
      if (absentBefore.get(slot) && silent(fd)) {
        connections.enter(slot, Phase.GHOST);
        proved++;
      } else {
        absentNow.set(slot);
      }
    }
    BitSet swap = absentBefore;
    absentBefore = absentNow;
    absentNow = swap;
    return proved;
  }

  private boolean mayBeUnderWay(int fd, long silentNanos) throws ErrnoException {
    tcpInfo.readOf(fd);
    return silentNanos < 2 * TimeUnit.MICROSECONDS.toNanos(tcpInfo.roundTripMicros());
  }

  /// Reads the server's sides anew, for [#isAbsent] and [#isHalfOpen].
  void dump() throws ErrnoException {
    atServer.clear();
    halfOpenAtServer.clear();
    diag.connections(
        server.port(),
        socket -> {
          if (!server.addresses().contains(socket.localAddress())) return;
          atServer.set(socket.client());
          if (socket.state() == TcpState.SYN_RECV) halfOpenAtServer.set(socket.client());
        });
  }

  /// Whether the server had no socket for this connection at the last dump, and nothing has come
  /// from it.
  boolean isAbsent(int fd) throws ErrnoException {
    return !atServer.get(client(fd)) && silent(fd);
  }

  /// Whether the server's side was in SYN_RECV at the last dump.
  boolean isHalfOpen(int fd) throws ErrnoException {
    return halfOpenAtServer.get(client(fd));
  }

  private int client(int fd) throws ErrnoException {
    return Sockaddr.client(localName.of(fd));
  }

  private boolean silent(int fd) {
    return Libc.recv(fd, oneByte, 1, MSG_PEEK | MSG_DONTWAIT) == -Errno.EAGAIN;
  }

  @Override
  public void close() {
    marker.close();
    diag.close();
  }
}
