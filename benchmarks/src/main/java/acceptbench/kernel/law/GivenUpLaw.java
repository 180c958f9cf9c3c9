package acceptbench.kernel.law;

import acceptbench.kernel.law.rig.Arrivals;
import acceptbench.kernel.law.rig.FullQueue;
import acceptbench.kernel.law.rig.LawRig;
import acceptbench.kernel.law.rig.Tally;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Room in the accept queue that comes after 7 s may come too late: a client whose final ACK was
/// ignored has lost its place by then, and believes itself connected. The kernel gains room for
/// new handshakes by that, and counts nothing.
///
/// The timer that would send the SYN-ACK a third time looks how many half-open connections there
/// are, and gives this one up where they take more than half of the backlog
/// (`reqsk_timer_handler`, `net/ipv4/inet_connection_sock.c`).
record GivenUpLaw() implements Law {
  private static final int BACKLOG = 20;
  private static final int LATE = 15;

  /// The timers run out after 1, 2 and 4 s, each as much as an eighth later.
  private static final int THIRD_TIMER_MILLIS = 9_000;

  /// The next one.
  private static final int FOURTH_TIMER_MILLIS = 14_000;

  @Override
  public String name() {
    return "half-open-given-up";
  }

  @Override
  public String statement() {
    return "while the SYN queue holds more than half of the backlog (and more than 4), a half-open"
        + " connection is given up after 7 s, two SYN-ACKs sent again, whatever"
        + " tcp_synack_retries: a client whose final ACK was ignored is a ghost then";
  }

  @Override
  public List<Reading> check(LawRig rig) throws IOException {
    rig.set(
        Map.of(
            "net.ipv4.tcp_abort_on_overflow", 0L,
            "net.ipv4.tcp_syncookies", 1L,
            "net.ipv4.tcp_synack_retries", 5L,
            "net.core.somaxconn", 4096L));
    FullQueue full = FullQueue.meetLateAcks(rig, BACKLOG, 0, LATE);
    Arrivals arrivals = full.arrivals();
    long kept = BACKLOG / 2;
    // The first ACK of each, one for each of two SYN-ACKs sent again, and one for a third to those
    // kept.
    long ignored = LATE * 3L + kept;
    Tally counters = Tally.of("ListenOverflows", ignored).and("ListenDrops", ignored);
    Tally counted = rig.growth(full.before(), counters, THIRD_TIMER_MILLIS);
    Reading reading =
        Reading.of(
            "backlog %d, queue filled, %d final ACKs ignored, 7 s later".formatted(BACKLOG, LATE),
            Tally.of("connected", LATE)
                .and("SYN_RECV", kept)
                .and("ghosts", LATE - kept)
                .and(counters),
            Tally.of("connected", arrivals.lateEstablished())
                .and("SYN_RECV", rig.halfOpen(arrivals.listener(), arrivals.clients()))
                .and("ghosts", arrivals.ghosts())
                .and(counted));
    rig.requireStill(FOURTH_TIMER_MILLIS);
    return List.of(reading);
  }
}
