package acceptbench.kernel.law;

import acceptbench.kernel.ListenerModel.AckFate;
import acceptbench.kernel.law.rig.Arrivals;
import acceptbench.kernel.law.rig.FullQueue;
import acceptbench.kernel.law.rig.LawClient;
import acceptbench.kernel.law.rig.LawRig;
import acceptbench.kernel.law.rig.Tally;
import acceptbench.linux.Errno;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `tcp_abort_on_overflow` chooses what a client gets that your server answered and then had no
/// room for: 0 lets it wait for about a second or more and be served, 1 tells it at once by a
/// reset. It helps few: most clients that find a full queue lose their SYN, to which this setting
/// does nothing.
///
/// A final ACK finds the accept queue full (`tcp_check_req`, `net/ipv4/tcp_minisocks.c`).
///
/// @param abort `tcp_abort_on_overflow`
record FinalAckLaw(boolean abort) implements Law {
  private static final int BACKLOG = 30;
  private static final int LATE = 20;
  private static final int RST_MILLIS = 300;

  /// The SYN-ACK is sent again 1 s after the first, and after 2 more.
  private static final int HEALED_MILLIS = 4500;

  @Override
  public String name() {
    return abort ? "final-ack-aborted" : "final-ack-ignored";
  }

  @Override
  public String statement() {
    return abort
        ? "tcp_abort_on_overflow=1: a final ACK that meets a full accept queue is answered with a"
            + " RST; the client was connected and gets ECONNRESET"
        : "tcp_abort_on_overflow=0: a final ACK that meets a full accept queue is ignored; the"
            + " client is connected, the server half-open, until a SYN-ACK sent again finds room";
  }

  @Override
  public List<Reading> check(LawRig rig) throws IOException {
    rig.set(
        Map.of(
            "net.ipv4.tcp_abort_on_overflow",
            abort ? 1L : 0L,
            "net.ipv4.tcp_syncookies",
            1L,
            "net.core.somaxconn",
            4096L));
    FullQueue full = FullQueue.meetLateAcks(rig, BACKLOG, 0, LATE);
    Arrivals arrivals = full.arrivals();
    Tally counters =
        Tally.ofCounters(
            arrivals.model().counters(), "ListenOverflows", "ListenDrops", "EmbryonicRsts");
    Tally counted = rig.growth(full.before(), counters);
    if (abort) rig.await(RST_MILLIS, () -> arrivals.lateEstablished() == 0);

    List<Reading> readings = new ArrayList<>();
    readings.add(
        Reading.of(
            "backlog %d, queue filled, then %d final ACKs".formatted(BACKLOG, LATE),
            clients(arrivals).and(arrivals.predictedQueues()).and(counters),
            clientsMeasured(arrivals).and(arrivals.measuredQueues()).and(counted)));
    rig.requireStill();
    if (!abort) readings.add(healed(rig, arrivals));
    return readings;
  }

  private static Tally clients(Arrivals arrivals) {
    return Tally.of("connected", LATE - (long) arrivals.lateAcks(AckFate.RESET))
        .and("ECONNRESET", arrivals.lateAcks(AckFate.RESET));
  }

  private static Tally clientsMeasured(Arrivals arrivals) throws IOException {
    long reset = 0;
    long established = arrivals.lateEstablished();
    for (LawClient client : arrivals.lateClients())
      if (client.takeError() == Errno.ECONNRESET) reset++;
    return Tally.of("connected", established).and("ECONNRESET", reset);
  }

  private static Reading healed(LawRig rig, Arrivals arrivals) throws IOException {
    for (int i = 0; i <= BACKLOG; i++) arrivals.accept();
    rig.await(HEALED_MILLIS, () -> arrivals.listener().queued() == LATE);
    return Reading.of(
        "the %d queued are accepted, the SYN-ACKs sent again".formatted(BACKLOG + 1),
        Tally.of("queued", LATE).and("SYN_RECV", 0),
        arrivals.measuredQueues());
  }
}
