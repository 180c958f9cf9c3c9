package acceptbench.kernel.law;

import acceptbench.kernel.QueueLaws;
import acceptbench.kernel.law.rig.LawClient;
import acceptbench.kernel.law.rig.LawListener;
import acceptbench.kernel.law.rig.LawRig;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Where a queue holds more than the backlog + 1, nothing is broken: clients came on several CPUs
/// at the same moment. Room for the burst you expect is still what to plan with: what comes on top
/// is one connection a CPU, at most.
///
/// `tcp_v4_syn_recv_sock` (`net/ipv4/tcp_ipv4.c`) looks whether the queue is full,
/// `inet_csk_reqsk_queue_add` adds later, and no lock spans both. Each CPU can be between the two
/// with one connection, as both happen in one run of its softirq: with the queue at the backlog,
/// all of them find room.
record MoreThanOneLaw() implements Law {
  private static final int BACKLOG = 5;

  /// If nothing is seen in this many, the case is rare on this machine.
  private static final int MOST_ROUNDS = 500;

  private static final int HANDSHAKE_MILLIS = 300;

  @Override
  public String name() {
    return "more-than-one";
  }

  @Override
  public String statement() {
    return "clients on C CPUs at once can fill a queue up to backlog + C, never further; those of"
        + " one CPU up to backlog + 1";
  }

  @Override
  public List<Reading> check(LawRig rig) throws IOException {
    rig.set(Map.of("net.core.somaxconn", 4096L));
    long room = new QueueLaws(rig.settings(BACKLOG)).acceptQueueCapacity();
    int cpus = rig.clientCpus().cardinality();
    long most = (long) BACKLOG + cpus;
    int round = 1;
    long queued = round(rig, room);
    while (queued == room && most > room && round < MOST_ROUNDS) {
      queued = round(rig, room);
      round++;
    }
    String measured =
        queued == room
            ? "queued %d in each of %d rounds".formatted(room, round)
            : "queued %d in round %d, %d before".formatted(queued, round, room);
    return List.of(
        new Reading(
            "backlog %d, clients on %d CPUs at once, until more than %d are queued"
                .formatted(BACKLOG, cpus, room),
            most == room ? "queued " + room : "queued %d to %d".formatted(room, most),
            measured,
            queued >= room && queued <= most));
  }

  /// Fills the queue of a new listener, and counts what it holds.
  private static long round(LawRig rig, long room) throws IOException {
    LawListener listener = rig.listen(BACKLOG);
    List<LawClient> clients = rig.connectOnAllCpus(listener, BACKLOG + 2);
    rig.await(HANDSHAKE_MILLIS, () -> listener.queued() >= room);
    long queued = listener.queued();
    clients.forEach(LawClient::close);
    listener.close();
    return queued;
  }
}
