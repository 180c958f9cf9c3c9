package acceptbench.kernel.law;

import acceptbench.kernel.KernelCounters;
import acceptbench.kernel.QueueLaws;
import acceptbench.kernel.law.rig.LawClient;
import acceptbench.kernel.law.rig.LawClient.Manner;
import acceptbench.kernel.law.rig.LawListener;
import acceptbench.kernel.law.rig.LawRig;
import acceptbench.kernel.law.rig.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A listener for each worker gives them nothing to fight over, and the port room for workers
/// times (backlog + 1). The price: a worker that stands still loses its own clients while its
/// neighbours are idle.
///
/// Listeners that share a port by SO_REUSEPORT have a queue each, and a connection's hash chooses
/// one for it (`reuseport_select_sock`, `net/core/sock_reuseport.c`).
record ReuseportLaw() implements Law {
  private static final int LISTENERS = 8;
  private static final int BACKLOG = 15;
  // So many that a queue stays unfilled with a chance of less than 1e-40.
  private static final int CLIENTS = 1200;

  @Override
  public String name() {
    return "reuseport-queues";
  }

  @Override
  public String statement() {
    return "K listeners on a port have K queues of backlog + 1; a SYN is dropped where its own"
        + " queue is full, with room beside it";
  }

  @Override
  public List<Reading> check(LawRig rig) throws IOException {
    rig.set(Map.of("net.core.somaxconn", 4096L, "net.ipv4.tcp_syncookies", 1L));
    List<LawListener> listeners = new ArrayList<>();
    for (int i = 0; i < LISTENERS; i++)
      listeners.add(rig.share(i == 0 ? 0 : listeners.getFirst().port(), BACKLOG));
    long capacity = new QueueLaws(rig.settings(BACKLOG)).acceptQueueCapacity();
    KernelCounters before = rig.restingCounters();
    rig.startWatch();
    List<LawClient> clients = new ArrayList<>();
    long roomAtFirstDrop = 0;
    while (clients.size() < CLIENTS) {
      clients.add(rig.connect(listeners.getFirst(), Manner.PLAIN));
      boolean dropped = roomAtFirstDrop == 0 && !clients.getLast().isEstablished();
      if (dropped && counts(rig, before))
        roomAtFirstDrop = capacity * LISTENERS - queued(listeners);
    }
    Reading full = full(rig, before, listeners, capacity);
    rig.requireStill();
    return List.of(
        new Reading(
            "room in all %d queues when the first SYN is dropped".formatted(LISTENERS),
            "1 or more",
            Long.toString(roomAtFirstDrop),
            roomAtFirstDrop > 0),
        full);
  }

  private static boolean counts(LawRig rig, KernelCounters before) throws IOException {
    return rig.restingCounters().minus(before).find("ListenOverflows").orElse(0) > 0;
  }

  private static Reading full(
      LawRig rig, KernelCounters before, List<LawListener> listeners, long capacity)
      throws IOException {
    Tally predicted = Tally.of("ListenOverflows", CLIENTS - capacity * LISTENERS);
    Tally counted = rig.growth(before, predicted);
    Tally queues = Tally.NONE;
    Tally measured = Tally.NONE;
    for (int i = 0; i < LISTENERS; i++) {
      queues = queues.and("queue " + (i + 1), capacity);
      measured = measured.and("queue " + (i + 1), listeners.get(i).queued());
    }
    return Reading.of(
        "%d listeners of backlog %d, %d clients".formatted(LISTENERS, BACKLOG, CLIENTS),
        queues.and(predicted),
        measured.and(counted));
  }

  private static long queued(List<LawListener> listeners) throws IOException {
    long queued = 0;
    for (LawListener listener : listeners) queued += listener.queued();
    return queued;
  }
}
