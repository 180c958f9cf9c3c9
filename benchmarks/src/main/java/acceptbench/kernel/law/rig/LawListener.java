package acceptbench.kernel.law.rig;

import static acceptbench.linux.ErrnoException.check;
import static acceptbench.linux.socket.SocketConstants.SOCK_CLOEXEC;
import static acceptbench.linux.socket.SocketConstants.SOCK_NONBLOCK;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import acceptbench.linux.socket.IpAddress;
import acceptbench.linux.socket.TcpInfo;
import acceptbench.linux.socket.TcpSocket;
import java.lang.foreign.MemorySegment;

/// A listening socket in an experiment, which accepts only when told to.
public final class LawListener {
  private final TcpInfo info = new TcpInfo();
  private final int fd;
  private final int port;
  private boolean open = true;

  private LawListener(int fd, int port) {
    this.fd = fd;
    this.port = port;
  }

  static LawListener open(IpAddress address, int port, int backlog, boolean reusePort)
      throws ErrnoException {
    int fd = TcpSocket.listen(address, port, backlog, SOCK_NONBLOCK, reusePort);
    return new LawListener(fd, TcpSocket.localPort(fd));
  }

  public int fd() {
    return fd;
  }

  public int port() {
    return port;
  }

  /// Connections in the accept queue.
  public int queued() throws ErrnoException {
    info.readOf(fd);
    return info.queued();
  }

  public int effectiveBacklog() throws ErrnoException {
    info.readOf(fd);
    return info.effectiveBacklog();
  }

  /// Accepts one connection, which must be there, and resets it.
  public void accept() throws ErrnoException {
    TcpSocket.closeWithReset(acceptOpen());
  }

  /// Accepts one connection, which must be there.
  ///
  /// @return its descriptor, which never blocks and is the caller's to close
  public int acceptOpen() throws ErrnoException {
    return check(
        Libc.accept4(fd, MemorySegment.NULL, MemorySegment.NULL, SOCK_CLOEXEC | SOCK_NONBLOCK),
        "accept4(fd %d)",
        fd);
  }

  public void close() {
    if (open) Libc.close(fd);
    open = false;
  }
}
