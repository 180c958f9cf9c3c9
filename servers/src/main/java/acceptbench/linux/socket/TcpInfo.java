package acceptbench.linux.socket;

import static acceptbench.linux.socket.SocketConstants.IPPROTO_TCP;
import static acceptbench.linux.socket.SocketConstants.TCP_INFO;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Reads `struct tcp_info` (`include/uapi/linux/tcp.h`) of a socket into one buffer, over and over.
///
/// Of a listening socket, two fields mean something else (`tcp_get_info` in `net/ipv4/tcp.c`):
/// `tcpi_unacked` is the count of connections in the accept queue, `tcpi_sacked` the effective
/// backlog. Not thread-safe.
public final class TcpInfo {
  private static final int SIZE = 160;

  private final MemorySegment info = Arena.ofAuto().allocate(SIZE, 8);
  private final MemorySegment length = Arena.ofAuto().allocate(JAVA_INT);

  /// Reads the socket's state. Returns 0, or the negated errno, after which the values are those of
  /// before.
  public int read(int fd) {
    length.set(JAVA_INT, 0, SIZE);
    return Libc.getsockopt(fd, IPPROTO_TCP, TCP_INFO, info, length);
  }

  /// Reads the state of a socket that is known to be one.
  ///
  /// @throws ErrnoException where that fails, after which the values are those of before
  public void readOf(int fd) throws ErrnoException {
    ErrnoException.check(read(fd), "getsockopt(fd %d, TCP_INFO)", fd);
  }

  /// The state, one of [TcpState]'s numbers.
  public int state() {
    return info.get(JAVA_BYTE, 0);
  }

  /// Of a listening socket: connections in the accept queue.
  public int queued() {
    return info.get(JAVA_INT, 24);
  }

  /// Of a listening socket: the backlog in force.
  public int effectiveBacklog() {
    return info.get(JAVA_INT, 28);
  }

  /// Milliseconds since the peer's last ACK; on a socket just accepted, the time that it waited in
  /// the queue.
  public long lastAckReceivedMillis() {
    return Integer.toUnsignedLong(info.get(JAVA_INT, 56));
  }

  /// How long the peer's answers take, in microseconds: on a socket just connected, the time from
  /// the SYN that was answered (the timestamp option says which) to the SYN-ACK. 0 where no answer
  /// could be told from others. Each further answer counts for an eighth in it
  /// (`tcp_rtt_estimator`, `net/ipv4/tcp_input.c`).
  public long roundTripMicros() {
    return Integer.toUnsignedLong(info.get(JAVA_INT, 68));
  }

  /// Segments sent again, SYNs and data.
  int retransmissions() {
    return info.get(JAVA_INT, 100);
  }

  /// How often the SYN was sent again, of a client that has said no more than one segment: what was
  /// sent again but for data (`tcpi_data_segs_out`, Linux 4.6, counts each time that data is sent).
  public int synRetransmissions() {
    int dataSentAgain = Math.max(0, info.get(JAVA_INT, 156) - 1);
    return retransmissions() - dataSentAgain;
  }
}
