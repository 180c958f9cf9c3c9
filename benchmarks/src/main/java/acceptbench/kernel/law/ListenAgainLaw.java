package acceptbench.kernel.law;

import acceptbench.kernel.KernelCounters;
import acceptbench.kernel.law.rig.LawClient;
import acceptbench.kernel.law.rig.LawClient.Manner;
import acceptbench.kernel.law.rig.LawListener;
import acceptbench.kernel.law.rig.LawRig;
import acceptbench.kernel.law.rig.Tally;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A server can change its backlog while it runs: a larger one gives room at once, with no client
/// lost. The price of a smaller one: nobody gets in until the server has accepted what is above it.
///
/// A second listen(2) sets `sk_max_ack_backlog` before it looks at the socket's state
/// (`__inet_listen_sk`, `net/ipv4/af_inet.c`). It is the only way to a queue that is longer than
/// the backlog + 1 (Recv-Q above Send-Q + 1 in `ss`).
record ListenAgainLaw() implements Law {
  private static final int FIRST = 5;
  private static final int SMALLER = 2;
  private static final int LARGER = 20;
  private static final int TOO_MANY = 3;

  @Override
  public String name() {
    return "listen-again";
  }

  @Override
  public String statement() {
    return "listen() on a socket that listens changes its backlog at once, both ways; what is"
        + " queued stays, also above the new limit";
  }

  @Override
  public List<Reading> check(LawRig rig) throws IOException {
    rig.set(Map.of("net.core.somaxconn", 4096L));
    LawListener listener = rig.listen(FIRST);
    KernelCounters before = rig.restingCounters();
    List<LawClient> clients = new ArrayList<>();
    rig.startWatch();
    arrive(rig, listener, clients, FIRST + 1);
    listenAgain(listener, SMALLER);
    arrive(rig, listener, clients, TOO_MANY);
    Reading smaller =
        reading(
            rig,
            "backlog %d, %d clients; listen(%d), %d more"
                .formatted(FIRST, FIRST + 1, SMALLER, TOO_MANY),
            listener,
            Tally.of("effective backlog", SMALLER).and("queued", FIRST + 1),
            TOO_MANY,
            before);
    listenAgain(listener, LARGER);
    int room = LARGER + 1 - (FIRST + 1);
    arrive(rig, listener, clients, room + TOO_MANY);
    Reading larger =
        reading(
            rig,
            "listen(%d), %d more".formatted(LARGER, room + TOO_MANY),
            listener,
            Tally.of("effective backlog", LARGER).and("queued", LARGER + 1),
            2 * TOO_MANY,
            before);
    rig.requireStill();
    return List.of(smaller, larger);
  }

  private static void arrive(LawRig rig, LawListener listener, List<LawClient> clients, int count)
      throws IOException {
    for (int i = 0; i < count; i++) clients.add(rig.connect(listener, Manner.PLAIN));
  }

  private static void listenAgain(LawListener listener, int backlog) throws ErrnoException {
    ErrnoException.check(
        Libc.listen(listener.fd(), backlog), "listen(fd %d, %d)", listener.fd(), backlog);
  }

  private static Reading reading(
      LawRig rig,
      String what,
      LawListener listener,
      Tally expected,
      int overflows,
      KernelCounters before)
      throws IOException {
    Tally counters = Tally.of("ListenOverflows", overflows);
    Tally counted = rig.growth(before, counters);
    return Reading.of(
        what,
        expected.and(counters),
        Tally.of("effective backlog", listener.effectiveBacklog())
            .and("queued", listener.queued())
            .and(counted));
  }
}
