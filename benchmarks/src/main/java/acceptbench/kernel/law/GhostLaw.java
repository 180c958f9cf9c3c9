package acceptbench.kernel.law;

import acceptbench.kernel.ListenerModel.AckFate;
import acceptbench.kernel.law.rig.Arrivals;
import acceptbench.kernel.law.rig.FullQueue;
import acceptbench.kernel.law.rig.LawRig;
import acceptbench.kernel.law.rig.Tally;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// SYN cookies let clients in while the SYN queue is full, as in a flood, without keeping a byte
/// for each. The price: where the accept queue is full too, such a client is connected to nobody,
/// and neither it nor your server learns of it; only a larger backlog, or faster accepting, helps.
///
/// The cookie's ACK is thrown away (`cookie_v4_check`, `net/ipv4/syncookies.c`, and
/// `tcp_get_cookie_sock`).
record GhostLaw() implements Law {
  private static final int BACKLOG = 20;
  private static final int LATE = 16;
  private static final int HEALED_MILLIS = 1000;

  @Override
  public String name() {
    return "ghosts";
  }

  @Override
  public String statement() {
    return "a cookie's ACK that meets a full accept queue makes a ghost: the client is ESTABLISHED,"
        + " the server knows nothing, tcp_abort_on_overflow=1 or not; data sent while there is room"
        + " heals it";
  }

  @Override
  public List<Reading> check(LawRig rig) throws IOException {
    rig.set(
        Map.of(
            "net.ipv4.tcp_syncookies", 1L,
            "net.ipv4.tcp_abort_on_overflow", 1L,
            "net.core.somaxconn", 4096L));
    // More half-open clients than any kernel's SYN queue takes: from here on it sends cookies.
    FullQueue full = FullQueue.meetLateAcks(rig, BACKLOG, BACKLOG + 1, LATE);
    Arrivals arrivals = full.arrivals();
    Tally counters =
        Tally.ofCounters(
            arrivals.model().counters(), "SyncookiesRecv", "ListenOverflows", "ListenDrops");
    Tally counted = rig.growth(full.before(), counters);
    Reading met =
        Reading.of(
            "SYN queue full, then %d final ACKs at a full accept queue".formatted(LATE),
            Tally.of("ghosts", arrivals.lateAcks(AckFate.GHOST))
                .and("queued", arrivals.model().queued())
                .and(counters),
            Tally.of("ghosts", arrivals.ghosts())
                .and("queued", arrivals.listener().queued())
                .and(counted));
    rig.requireStill();
    return List.of(met, healed(rig, arrivals));
  }

  /// Half of the ghosts speak while there is room.
  private static Reading healed(LawRig rig, Arrivals arrivals) throws IOException {
    for (int i = 0; i <= BACKLOG; i++) arrivals.accept();
    for (int i = 0; i < LATE / 2; i++) arrivals.lateClients().get(i).speak();
    rig.await(HEALED_MILLIS, () -> arrivals.listener().queued() == LATE / 2);
    return Reading.of(
        "room again, %d of them send a byte".formatted(LATE / 2),
        Tally.of("ghosts", LATE - LATE / 2).and("queued", LATE / 2),
        Tally.of("ghosts", arrivals.ghosts()).and("queued", arrivals.listener().queued()));
  }
}
