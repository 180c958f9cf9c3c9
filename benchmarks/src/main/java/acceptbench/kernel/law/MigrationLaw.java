package acceptbench.kernel.law;

import acceptbench.kernel.KernelCounters;
import acceptbench.kernel.law.rig.LawClient;
import acceptbench.kernel.law.rig.LawClient.Manner;
import acceptbench.kernel.law.rig.LawListener;
import acceptbench.kernel.law.rig.LawRig;
import acceptbench.kernel.law.rig.Tally;
import acceptbench.linux.Errno;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A worker that closes its SO_REUSEPORT listener, as in a restart, resets each client that waits
/// in its queue, and no counter of drops tells of it. With `tcp_migrate_req` = 1 they are moved to
/// a neighbour instead; it has to be set before.
///
/// See `inet_csk_listen_stop` (`net/ipv4/inet_connection_sock.c`).
///
/// @param migrate `tcp_migrate_req`, which Linux has since 5.14
record MigrationLaw(boolean migrate) implements Law {
  private static final int BACKLOG = 200;
  private static final int CLIENTS = 100;

  @Override
  public String name() {
    return migrate ? "reuseport-close-migrates" : "reuseport-close-resets";
  }

  @Override
  public String statement() {
    return migrate
        ? "tcp_migrate_req=1: closing a reuseport listener moves what it had queued to a neighbour"
        : "tcp_migrate_req=0: closing a reuseport listener resets what it had queued, and no"
            + " ListenDrops tells of it";
  }

  @Override
  public List<Reading> check(LawRig rig) throws IOException {
    rig.set(Map.of("net.core.somaxconn", 4096L, "net.ipv4.tcp_syncookies", 1L));
    // A kernel before 5.14 has no such sysctl, and resets.
    String sysctl = "net.ipv4.tcp_migrate_req";
    if (migrate || rig.sysctls().has(sysctl)) rig.set(Map.of(sysctl, migrate ? 1L : 0L));
    LawListener leaving = rig.share(0, BACKLOG);
    LawListener staying = rig.share(leaving.port(), BACKLOG);
    List<LawClient> clients = new ArrayList<>();
    while (clients.size() < CLIENTS) clients.add(rig.connect(leaving, Manner.PLAIN));
    rig.await(300, () -> leaving.queued() + staying.queued() == CLIENTS);
    long queued = leaving.queued();
    KernelCounters before = rig.restingCounters();
    leaving.close();

    Tally counters =
        Tally.of("TCPMigrateReqSuccess", migrate ? queued : 0)
            .and("OutRsts", migrate ? 0 : queued)
            .and("ListenDrops", 0);
    Tally counted = rig.growth(before, counters);
    if (!migrate) rig.await(300, () -> established(clients) == CLIENTS - queued);
    return List.of(
        Reading.of(
            "two listeners, %d clients, the one with %d closed".formatted(CLIENTS, queued),
            Tally.of("ECONNRESET", migrate ? 0 : queued)
                .and("queue of the other", migrate ? CLIENTS : CLIENTS - queued)
                .and(counters),
            Tally.of("ECONNRESET", reset(clients))
                .and("queue of the other", staying.queued())
                .and(counted)));
  }

  private static long established(List<LawClient> clients) throws IOException {
    long established = 0;
    for (LawClient client : clients) if (client.isEstablished()) established++;
    return established;
  }

  private static long reset(List<LawClient> clients) throws IOException {
    long reset = 0;
    for (LawClient client : clients) if (client.takeError() == Errno.ECONNRESET) reset++;
    return reset;
  }
}
