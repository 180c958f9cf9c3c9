package acceptbench.kernel.law;

import acceptbench.kernel.KernelCounters;
import acceptbench.kernel.QueueLaws;
import acceptbench.kernel.law.rig.LawClient.Manner;
import acceptbench.kernel.law.rig.LawListener;
import acceptbench.kernel.law.rig.LawRig;
import acceptbench.kernel.law.rig.Tally;
import acceptbench.linux.process.CpuAffinity;
import acceptbench.linux.socket.ReuseportSteering;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Steering by CPU keeps a connection's data in one CPU's cache. The price: what comes in on one
/// CPU has one listener's queue for room, however many listen; steering by chance has all of them.
///
/// A classic BPF program of the group chooses the listener (`reuseport_select_sock`,
/// `net/core/sock_reuseport.c`); on loopback it runs on the client's CPU.
record SteeringLaw() implements Law {
  private static final int LISTENERS = 4;
  private static final int BACKLOG = 10;
  // At random a queue of 11 stays unfilled by 200 with a chance of less than 1e-13.
  private static final int CLIENTS = 200;

  @Override
  public String name() {
    return "steering";
  }

  @Override
  public String statement() {
    return "K listeners steered by CPU have room for backlog + 1 clients of one CPU; at random for"
        + " K times as many";
  }

  @Override
  public List<Reading> check(LawRig rig) throws IOException {
    rig.set(Map.of("net.core.somaxconn", 4096L, "net.ipv4.tcp_syncookies", 1L));
    return List.of(steered(rig, true), steered(rig, false));
  }

  private static Reading steered(LawRig rig, boolean byCpu) throws IOException {
    List<LawListener> listeners = new ArrayList<>();
    for (int i = 0; i < LISTENERS; i++)
      listeners.add(rig.share(i == 0 ? 0 : listeners.getFirst().port(), BACKLOG));
    int any = listeners.getFirst().fd();
    if (byCpu) ReuseportSteering.byCpu(any, LISTENERS);
    else ReuseportSteering.byChance(any, LISTENERS);
    long room = new QueueLaws(rig.settings(BACKLOG)).acceptQueueCapacity();
    KernelCounters before = rig.restingCounters();
    rig.startWatch();
    for (int i = 0; i < CLIENTS; i++) rig.connect(listeners.getFirst(), Manner.PLAIN);

    int chosen = CpuAffinity.get().nextSetBit(0) % LISTENERS;
    Tally predicted = Tally.NONE;
    Tally measured = Tally.NONE;
    for (int i = 0; i < LISTENERS; i++) {
      String queue = "queue " + (i + 1);
      predicted = predicted.and(queue, byCpu && i != chosen ? 0 : room);
      measured = measured.and(queue, listeners.get(i).queued());
    }
    Tally overflows = Tally.of("ListenOverflows", CLIENTS - (byCpu ? room : LISTENERS * room));
    Tally counted = rig.growth(before, overflows);
    rig.requireStill();
    return Reading.of(
        "%d listeners of backlog %d, %s, %d clients of one CPU"
            .formatted(LISTENERS, BACKLOG, byCpu ? "by CPU" : "at random", CLIENTS),
        predicted.and(overflows),
        measured.and(counted));
  }
}
