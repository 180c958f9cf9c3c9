package acceptbench.kernel.law.rig;

import static acceptbench.linux.ErrnoException.check;
import static acceptbench.linux.socket.SocketConstants.MSG_NOSIGNAL;
import static acceptbench.linux.socket.SocketConstants.SOCK_CLOEXEC;
import static acceptbench.linux.socket.SocketConstants.SOCK_NONBLOCK;
import static acceptbench.linux.socket.SocketConstants.TCP_QUICKACK;

import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import acceptbench.linux.socket.IpAddress;
import acceptbench.linux.socket.PacketFilter;
import acceptbench.linux.socket.Sockaddr;
import acceptbench.linux.socket.TcpInfo;
import acceptbench.linux.socket.TcpSocket;
import acceptbench.linux.socket.TcpState;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A client's socket in an experiment, whose handshake begins when it is created.
public final class LawClient {
  /// How a client behaves in the handshake.
  public enum Manner {
    /// Like any other.
    PLAIN,
    /// Never gets an answer, so that the server's side stays half-open.
    DEAF,
    /// Is connected when the SYN-ACK arrives, and sends the final ACK 200 ms later.
    LATE
  }

  private final TcpInfo info = new TcpInfo();
  private final int fd;
  private boolean open = true;

  private LawClient(int fd) {
    this.fd = fd;
  }

  public static LawClient connect(IpAddress server, int port, Manner manner) throws ErrnoException {
    int fd = TcpSocket.socket(server.family(), SOCK_CLOEXEC | SOCK_NONBLOCK);
    LawClient client = new LawClient(fd);
    try (Arena arena = Arena.ofConfined()) {
      switch (manner) {
        case PLAIN -> {}
        case DEAF -> PacketFilter.dropEverything(fd);
        // With quick ACKs off, tcp_rcv_synsent_state_process (net/ipv4/tcp_input.c) saves the final
        // ACK for data to come, for TCP_DELACK_MAX: 200 ms.
        case LATE -> TcpSocket.setTcpOption(fd, TCP_QUICKACK, 0);
      }
      MemorySegment address = Sockaddr.allocate(arena, server, port);
      int result = Libc.connect(fd, address, Sockaddr.SIZE);
      if (result != -Errno.EINPROGRESS) check(result, "connect(fd %d, port %d)", fd, port);
      return client;
    } catch (ErrnoException e) {
      client.close();
      throw e;
    }
  }

  /// One of [TcpState]'s numbers.
  public int state() throws ErrnoException {
    info.readOf(fd);
    return info.state();
  }

  public boolean isEstablished() throws ErrnoException {
    return state() == TcpState.ESTABLISHED;
  }

  /// SYNs sent again so far, where the handshake is still under way.
  public int retransmissions() throws ErrnoException {
    info.readOf(fd);
    return info.synRetransmissions();
  }

  /// Takes the pending error: 0, or one of [Errno]'s numbers.
  public int takeError() throws ErrnoException {
    return TcpSocket.takeError(fd);
  }

  /// Which of the server's clients it is, as [Sockaddr#client] tells them apart.
  public int number() throws ErrnoException {
    return TcpSocket.client(fd);
  }

  /// Sends one byte.
  public void speak() throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      check(Libc.send(fd, arena.allocate(1), 1, MSG_NOSIGNAL), "send(fd %d)", fd);
    }
  }

  public void close() {
    if (open) TcpSocket.closeWithReset(fd);
    open = false;
  }
}
