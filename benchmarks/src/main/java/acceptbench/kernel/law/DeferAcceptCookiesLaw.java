package acceptbench.kernel.law;

import static acceptbench.linux.socket.SocketConstants.TCP_DEFER_ACCEPT;

import acceptbench.kernel.KernelCounters;
import acceptbench.kernel.QueueLaws;
import acceptbench.kernel.law.rig.LawClient;
import acceptbench.kernel.law.rig.LawClient.Manner;
import acceptbench.kernel.law.rig.LawListener;
import acceptbench.kernel.law.rig.LawRig;
import acceptbench.kernel.law.rig.Tally;
import acceptbench.linux.socket.TcpSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// TCP_DEFER_ACCEPT keeps clients that say nothing away from your server, and cookies let it
/// connect clients for whom the SYN queue has no room. Together: under load the silent ones come in
/// after all, and a server that relies on data being there waits for it.
///
/// The ACK of a cookie makes the connection at once, without a look at the option
/// (`cookie_v4_check`, `net/ipv4/syncookies.c`): there is no half-open connection that could wait.
record DeferAcceptCookiesLaw() implements Law {
  private static final int BACKLOG = 5;
  private static final int SECONDS = 1;
  private static final int WITH_COOKIE = 4;

  @Override
  public String name() {
    return "cookies-bypass-defer-accept";
  }

  @Override
  public String statement() {
    return "TCP_DEFER_ACCEPT holds back silent clients while the SYN queue has room; those that"
        + " get cookies are queued without a word";
  }

  @Override
  public List<Reading> check(LawRig rig) throws IOException {
    rig.set(Map.of("net.ipv4.tcp_syncookies", 1L, "net.core.somaxconn", 4096L));
    LawListener listener = rig.listen(BACKLOG);
    TcpSocket.setTcpOption(listener.fd(), TCP_DEFER_ACCEPT, SECONDS);
    int halfOpen = Math.toIntExact(new QueueLaws(rig.settings(BACKLOG)).synQueue().entries());
    KernelCounters before = rig.restingCounters();
    rig.startWatch();
    List<LawClient> clients = new ArrayList<>();
    while (clients.size() < halfOpen + WITH_COOKIE) {
      LawClient client = rig.connect(listener, Manner.PLAIN);
      rig.await(300, client::isEstablished);
      clients.add(client);
    }
    rig.await(300, () -> listener.queued() == WITH_COOKIE);
    Tally counters =
        Tally.of("SyncookiesSent", WITH_COOKIE)
            .and("SyncookiesRecv", WITH_COOKIE)
            .and("TCPDeferAcceptDrop", halfOpen);
    Tally counted = rig.growth(before, counters);
    Reading reading =
        Reading.of(
            "backlog %d, %d clients connect and say nothing".formatted(BACKLOG, clients.size()),
            Tally.of("queued", WITH_COOKIE).and("SYN_RECV", halfOpen).and(counters),
            Tally.of("queued", listener.queued())
                .and("SYN_RECV", rig.halfOpen(listener, clients))
                .and(counted));
    rig.requireStill();
    return List.of(reading);
  }
}
