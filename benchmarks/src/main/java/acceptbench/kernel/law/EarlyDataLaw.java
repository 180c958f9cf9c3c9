package acceptbench.kernel.law;

import acceptbench.kernel.KernelCounters;
import acceptbench.kernel.law.rig.Arrivals;
import acceptbench.kernel.law.rig.FullQueue;
import acceptbench.kernel.law.rig.LawClient;
import acceptbench.kernel.law.rig.LawRig;
import acceptbench.kernel.law.rig.Tally;
import acceptbench.linux.Errno;
import acceptbench.linux.Libc;
import acceptbench.linux.socket.TcpSocket;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A client that speaks first gets through a full accept queue by itself: what it sends comes
/// again, as a rule sooner than the server's SYN-ACK would, and the first packet that finds room
/// is taken. Until then it hears nothing, and where the server has given up meanwhile it gets
/// ECONNRESET.
///
/// The client is connected while the server is half-open, because its accept queue was full when
/// the final ACK came (`tcp_check_req`, `net/ipv4/tcp_minisocks.c`; `reqsk_timer_handler`,
/// `net/ipv4/inet_connection_sock.c`).
record EarlyDataLaw() implements Law {
  private static final int BACKLOG = 10;
  private static final int LATE = 8;

  /// Below the 200 ms after which data is sent again.
  private static final int SENT_ONCE_MILLIS = 150;

  private static final int HEALED_MILLIS = 4500;

  @Override
  public String name() {
    return "early-data";
  }

  @Override
  public String statement() {
    return "data sent to a half-open server is ignored like the final ACK while the accept queue is"
        + " full, and delivered once there is room; when the server has given up"
        + " (tcp_synack_retries), a client that knows of nothing gets ECONNRESET for it";
  }

  @Override
  public List<Reading> check(LawRig rig) throws IOException {
    rig.set(
        Map.of(
            "net.ipv4.tcp_abort_on_overflow", 0L,
            "net.ipv4.tcp_syncookies", 0L,
            "net.core.somaxconn", 4096L));
    List<Reading> readings = new ArrayList<>();
    FullQueue full = FullQueue.meetLateAcks(rig, BACKLOG, 0, LATE);
    readings.add(ignored(rig, full));
    readings.add(delivered(rig, full.arrivals()));
    readings.addAll(givenUp(rig));
    return readings;
  }

  private static Reading ignored(LawRig rig, FullQueue full) throws IOException {
    Arrivals arrivals = full.arrivals();
    Tally counters = Tally.of("ListenOverflows", LATE).and("ListenDrops", LATE);
    // The final ACKs first.
    rig.growth(full.before(), counters);
    KernelCounters before = rig.restingCounters();
    rig.startWatch();
    for (LawClient client : arrivals.lateClients()) client.speak();
    Tally counted = rig.growth(before, counters, SENT_ONCE_MILLIS / 2);
    rig.requireStill(SENT_ONCE_MILLIS);
    return Reading.of(
        "%d of them send a byte, the queue is full".formatted(LATE),
        Tally.of("connected", LATE).and(arrivals.predictedQueues()).and(counters),
        Tally.of("connected", arrivals.lateEstablished())
            .and(arrivals.measuredQueues())
            .and(counted));
  }

  private static Reading delivered(LawRig rig, Arrivals arrivals) throws IOException {
    for (int i = 0; i <= BACKLOG; i++) arrivals.accept();
    rig.await(HEALED_MILLIS, () -> arrivals.listener().queued() == LATE);
    Tally queues = arrivals.measuredQueues();
    long bytes = 0;
    for (int i = arrivals.listener().queued(); i > 0; i--)
      if (byteComes(rig, arrivals.listener().acceptOpen())) bytes++;
    return Reading.of(
        "the %d before them are accepted".formatted(BACKLOG + 1),
        Tally.of("queued", LATE).and("SYN_RECV", 0).and("bytes delivered", LATE),
        queues.and("bytes delivered", bytes));
  }

  /// The byte comes with the ACK, or when the client sends it again.
  private static boolean byteComes(LawRig rig, int accepted) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(1);
      return rig.await(HEALED_MILLIS, () -> Libc.recv(accepted, buffer, 1, 0) == 1);
    } finally {
      TcpSocket.closeWithReset(accepted);
    }
  }

  private static List<Reading> givenUp(LawRig rig) throws IOException {
    rig.set(Map.of("net.ipv4.tcp_synack_retries", 0L));
    Arrivals arrivals = FullQueue.meetLateAcks(rig, BACKLOG, 0, LATE).arrivals();
    rig.await(HEALED_MILLIS, () -> rig.halfOpen(arrivals.listener(), arrivals.clients()) == 0);
    Reading silent =
        Reading.of(
            "others wait in silence, the server gives up",
            Tally.of("connected", LATE).and("SYN_RECV", 0),
            Tally.of("connected", arrivals.lateEstablished())
                .and("SYN_RECV", rig.halfOpen(arrivals.listener(), arrivals.clients())));
    long reset = 0;
    for (LawClient client : arrivals.lateClients()) {
      client.speak();
      rig.await(300, () -> !client.isEstablished());
      if (client.takeError() == Errno.ECONNRESET) reset++;
    }
    return List.of(
        silent,
        Reading.of(
            "then each sends a byte", Tally.of("ECONNRESET", LATE), Tally.of("ECONNRESET", reset)));
  }
}
