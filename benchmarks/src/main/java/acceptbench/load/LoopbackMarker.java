package acceptbench.load;

import static acceptbench.linux.ErrnoException.check;
import static acceptbench.linux.socket.SocketConstants.AF_INET;
import static acceptbench.linux.socket.SocketConstants.MSG_DONTWAIT;
import static acceptbench.linux.socket.SocketConstants.SOCK_CLOEXEC;
import static acceptbench.linux.socket.SocketConstants.SOCK_DGRAM;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import acceptbench.linux.socket.IpAddress;
import acceptbench.linux.socket.Sockaddr;
import acceptbench.linux.socket.TcpSocket;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Tells what has arrived of all that this machine sent to itself: a datagram to oneself arrives
/// after all packets that were sent before it.
///
/// That holds for the packets of one CPU, each of which the loopback puts at the end of that CPU's
/// queue (`loopback_xmit` in `drivers/net/loopback.c`, `enqueue_to_backlog` in `net/core/dev.c`),
/// and for those of all CPUs that wait in a queue of the loopback's own, if it has been given one
/// (tc-fifo(8), tc-tbf(8)).
final class LoopbackMarker implements AutoCloseable {
  /// No marker has arrived.
  private static final long NEVER = Long.MIN_VALUE;

  private final int fd;
  private final MemorySegment sent = Arena.ofAuto().allocate(JAVA_LONG);
  private final MemorySegment received = Arena.ofAuto().allocate(JAVA_LONG);
  private final long origin = System.nanoTime();
  private long latest = NEVER;

  LoopbackMarker() throws ErrnoException {
    fd = check(Libc.socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket(SOCK_DGRAM)");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment any = Sockaddr.allocate(arena, IpAddress.LOOPBACK, 0);
      check(Libc.bind(fd, any, Sockaddr.SIZE), "bind(fd %d)", fd);
      MemorySegment self = Sockaddr.allocate(arena, IpAddress.LOOPBACK, TcpSocket.localPort(fd));
      check(Libc.connect(fd, self, Sockaddr.SIZE), "connect(fd %d)", fd);
    } catch (ErrnoException | RuntimeException e) {
      Libc.close(fd);
      throw e;
    }
  }

  /// Sends a marker, and looks for all that have arrived. One that can't be sent, or is lost, does
  /// not arrive.
  ///
  /// @param agoNanos how long before now
  /// @return whether all has arrived that was sent before that
  boolean hasArrived(long agoNanos) {
    long now = System.nanoTime() - origin;
    sent.set(JAVA_LONG, 0, now);
    Libc.send(fd, sent, JAVA_LONG.byteSize(), MSG_DONTWAIT);
    while (Libc.recv(fd, received, JAVA_LONG.byteSize(), MSG_DONTWAIT) == JAVA_LONG.byteSize())
      latest = Math.max(latest, received.get(JAVA_LONG, 0));
    return latest != NEVER && latest >= now - agoNanos;
  }

  @Override
  public void close() {
    Libc.close(fd);
  }
}
