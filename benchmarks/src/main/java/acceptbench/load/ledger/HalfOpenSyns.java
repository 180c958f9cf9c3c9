package acceptbench.load.ledger;

import acceptbench.load.HalfOpenClients;
import java.util.concurrent.TimeUnit;

/// What became of SYNs from clients that never get an answer, see [HalfOpenClients].
///
/// @param silent clients that were never released: their handshakes never ended, and they count as
///     no attempts
/// @param kept clients whose first SYN the server keeps as a half-open connection
/// @param unkept SYNs that left nothing at the server, those sent again included: dropped, or
///     answered with a cookie that nobody heard
/// @param repeated SYNs sent again for a half-open connection that the server keeps: it answers,
///     and throws them away without counting them in `ListenDrops`
/// @param crossings clients kept, and connected once they were released. The client's SYN and the
///     server's SYN-ACK are sent again at about the same time, so each client may have answered one
///     SYN-ACK more than it took
public record HalfOpenSyns(long silent, long kept, long unkept, long repeated, long crossings) {
  /// How long the kernel keeps a half-open connection at least. For no longer while the SYN queue
  /// holds more than half of the backlog, and more than 4 (`reqsk_timer_handler` in
  /// `net/ipv4/inet_connection_sock.c`).
  public static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(7);

  /// No such client.
  public static final HalfOpenSyns NONE = new HalfOpenSyns(0, 0, 0, 0, 0);

  HalfOpenSyns plus(HalfOpenSyns other) {
    return new HalfOpenSyns(
        silent + other.silent,
        kept + other.kept,
        unkept + other.unkept,
        repeated + other.repeated,
        crossings + other.crossings);
  }
}
