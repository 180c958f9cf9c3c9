package acceptbench.kernel.law;

import acceptbench.kernel.SynRetransmissions;
import acceptbench.kernel.law.rig.LawClient;
import acceptbench.kernel.law.rig.LawClient.Manner;
import acceptbench.kernel.law.rig.LawListener;
import acceptbench.kernel.law.rig.LawRig;
import acceptbench.linux.socket.TcpState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A client that finds your accept queue full is back after a second at the soonest, whatever you
/// set: that second is what a backlog that is too small costs. Since Linux 6.5 it comes back each
/// second at first, so that a short overload costs less, and a long one brings more SYNs.
///
/// The client's kernel chooses when to send a dropped SYN again (`tcp_retransmit_timer`,
/// `net/ipv4/tcp_timer.c`). It doesn't know why the SYN was dropped, and `tcp_abort_on_overflow`
/// does not make the server say so.
///
/// @param linear with `tcp_syn_linear_timeouts` = 4, which Linux has since 6.5 and as default;
///     without it otherwise, as before 6.5
record SynRetransmissionLaw(boolean linear) implements Law {
  private static final String LINEAR_TIMEOUTS = "net.ipv4.tcp_syn_linear_timeouts";

  /// Enough SYNs to tell the two schedules from each other within about 3 s.
  private static final int LINEAR_SYNS = 3;

  private static final int DOUBLING_SYNS = 2;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  @Override
  public String name() {
    return linear ? "syn-retransmission-linear" : "syn-retransmission-doubling";
  }

  @Override
  public String statement() {
    return linear
        ? "a dropped SYN is sent again after 1, 2, 3, 4, 5, 7, 11 s (tcp_syn_linear_timeouts=4),"
            + " and up to an eighth of each interval later; tcp_abort_on_overflow=1 answers no"
            + " SYN"
        : "without linear timeouts a dropped SYN is sent again after 1, 3, 7, 15 s";
  }

  @Override
  public List<Reading> check(LawRig rig) throws IOException {
    if (linear || rig.sysctls().has(LINEAR_TIMEOUTS))
      rig.set(Map.of(LINEAR_TIMEOUTS, linear ? 4L : 0L));
    rig.set(Map.of("net.ipv4.tcp_abort_on_overflow", 1L, "net.ipv4.tcp_syn_retries", 6L));
    LawListener listener = rig.listen(1);
    LawClient first = rig.connect(listener, Manner.PLAIN);
    LawClient second = rig.connect(listener, Manner.PLAIN);
    rig.await(300, () -> first.isEstablished() && second.isEstablished());

    long start = System.nanoTime();
    LawClient dropped = rig.connect(listener, Manner.PLAIN);
    List<Integer> due =
        SynRetransmissions.read(rig.sysctls(), rig.kernel())
            .dueMillis()
            .subList(0, linear ? LINEAR_SYNS : DOUBLING_SYNS);
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < due.size(); i++) readings.add(await(dropped, i + 1, due.get(i), start));
    boolean waits = dropped.state() == TcpState.SYN_SENT;
    readings.add(
        new Reading(
            "the client's state meanwhile",
            "SYN_SENT",
            waits ? "SYN_SENT" : "state " + dropped.state(),
            waits));
    return readings;
  }

  /// Looks for a SYN until it was sent. The time that it was sent is known to lie between two
  /// looks, and a pause of the machine meanwhile can't be told from the kernel's own wait.
  private static Reading await(LawClient client, int syn, int dueMillis, long startNanos)
      throws IOException {
    int latest = latestMillis(dueMillis);
    long before = 0;
    long now = 0;
    boolean sent = false;
    while (!sent && before <= latest) {
      before = now;
      sent = client.retransmissions() >= syn;
      now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
      if (!sent) LockSupport.parkNanos(POLL_NANOS);
    }
    return new Reading(
        "SYN number %d".formatted(syn + 1),
        "%d to %d ms".formatted(dueMillis, latest),
        sent ? now + " ms" : "not within " + now + " ms",
        sent && now >= dueMillis && before <= latest);
  }

  /// The timer wheel is late by an eighth of each interval at most; the rest is for what a busy
  /// machine adds.
  private static int latestMillis(int dueMillis) {
    return dueMillis + dueMillis / 8 + 250;
  }
}
