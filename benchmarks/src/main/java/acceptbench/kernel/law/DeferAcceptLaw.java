package acceptbench.kernel.law;

import static acceptbench.linux.socket.SocketConstants.TCP_DEFER_ACCEPT;

import acceptbench.kernel.KernelCounters;
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

/// With TCP_DEFER_ACCEPT your server is not woken for a client that has nothing to say yet: it
/// accepts, and can read at once. The price: a client that waits for the server to speak first
/// waits for seconds, and until then it takes up room in the SYN queue.
///
/// A bare final ACK is dropped (`tcp_check_req`, `net/ipv4/tcp_minisocks.c`): the connection stays
/// half-open until data comes, or until its time has run out.
record DeferAcceptLaw() implements Law {
  private static final int SILENT = 6;
  private static final int SPEAKING = 4;
  private static final int SECONDS = 1;
  private static final int RUN_OUT_MILLIS = 4500;

  @Override
  public String name() {
    return "defer-accept";
  }

  @Override
  public String statement() {
    return "TCP_DEFER_ACCEPT: a connected client stays half-open at the server until it sends data;"
        + " a silent one is queued when the time has run out and a SYN-ACK was sent again";
  }

  @Override
  public List<Reading> check(LawRig rig) throws IOException {
    rig.set(Map.of("net.ipv4.tcp_syncookies", 1L, "net.core.somaxconn", 4096L));
    LawListener listener = rig.listen(50);
    TcpSocket.setTcpOption(listener.fd(), TCP_DEFER_ACCEPT, SECONDS);
    rig.startWatch();
    KernelCounters before = rig.restingCounters();
    List<LawClient> clients = new ArrayList<>();
    while (clients.size() < SILENT + SPEAKING) {
      LawClient client = rig.connect(listener, Manner.PLAIN);
      rig.await(300, client::isEstablished);
      clients.add(client);
    }
    Tally dropped = Tally.of("TCPDeferAcceptDrop", SILENT + SPEAKING);
    Tally counted = rig.growth(before, dropped);
    List<Reading> readings = new ArrayList<>();
    readings.add(
        Reading.of(
            "%d clients connect".formatted(clients.size()),
            queues(clients.size(), 0, clients.size()).and(dropped),
            measured(rig, listener, clients).and(counted)));

    for (LawClient client : clients.subList(0, SPEAKING)) client.speak();
    rig.await(300, () -> listener.queued() == SPEAKING);
    readings.add(
        Reading.of(
            "%d of them send a byte".formatted(SPEAKING),
            queues(clients.size(), SPEAKING, SILENT),
            measured(rig, listener, clients)));

    rig.requireStill();

    rig.await(RUN_OUT_MILLIS, () -> listener.queued() == clients.size());
    readings.add(
        Reading.of(
            "%d s run out".formatted(SECONDS),
            queues(clients.size(), clients.size(), 0),
            measured(rig, listener, clients)));
    return readings;
  }

  private static Tally queues(long connected, long queued, long halfOpen) {
    return Tally.of("connected", connected).and("queued", queued).and("SYN_RECV", halfOpen);
  }

  private static Tally measured(LawRig rig, LawListener listener, List<LawClient> clients)
      throws IOException {
    long connected = 0;
    for (LawClient client : clients) if (client.isEstablished()) connected++;
    return queues(connected, listener.queued(), rig.halfOpen(listener, clients));
  }
}
