package acceptbench.kernel.law;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.kernel.KernelCounters;
import acceptbench.kernel.KernelVersion;
import acceptbench.kernel.ListenerModel;
import acceptbench.kernel.ListenerModel.AckFate;
import acceptbench.kernel.ListenerModel.SynFate;
import acceptbench.kernel.ListenerWatch;
import acceptbench.kernel.QueueLaws;
import acceptbench.kernel.QueueSettings;
import acceptbench.kernel.Sysctls;
import acceptbench.kernel.law.rig.Arrivals;
import acceptbench.kernel.law.rig.LawClient;
import acceptbench.kernel.law.rig.LawClient.Manner;
import acceptbench.kernel.law.rig.LawRig;
import acceptbench.kernel.law.rig.PausedException;
import acceptbench.kernel.law.rig.Tally;
import acceptbench.linux.socket.ConnectionSocket;
import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.IpAddress;
import acceptbench.linux.socket.TcpState;
import acceptbench.server.ServerProcess;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.server.strategy.Trait;
import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.QuickJvm;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The laws of half-open connections, cookies and late final ACKs (3, 4, 7, 8, 9), at a stalled
/// server of each strategy instead of a bare socket. Backlog and numbers of clients are random, by
/// a seed.
@ExtendWith(NeedsPrivateNetwork.class)
public final class StrategyLawsTest {
  private static final int TRIES = 20;
  private static final int HANDSHAKE_MILLIS = 300;
  private static final long LATE_IN_TIME_NANOS = TimeUnit.MILLISECONDS.toNanos(150);
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final String[] COUNTERS = {
    "ListenOverflows",
    "ListenDrops",
    "TCPReqQFullDrop",
    "TCPReqQFullDoCookies",
    "SyncookiesSent",
    "SyncookiesRecv",
    "EmbryonicRsts"
  };

  /// A program that waits for the client to speak may defer accepting (TCP_DEFER_ACCEPT, as Apache
  /// does), which is a law of its own: a silent client stays half-open there.
  static Stream<AcceptStrategy> strategies() {
    return Stream.of(AcceptStrategy.values())
        .filter(strategy -> strategy.request().isEmpty() && !strategy.has(Trait.NAMED_BY_USER));
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void theKernelDoesWhatTheModelSaysWhoeverListens(AcceptStrategy strategy) throws IOException {
    Requirement.require(strategy.unavailable());
    Random random = new Random(strategy.label().hashCode());
    int workers = strategy.has(Trait.QUEUE_PER_WORKER) ? 1 : 2;
    try (ServerProcess server =
        ServerProcess.start(
            strategy.label(),
            idle().with("backlog", random.nextInt(1, 30)).with("workers", workers),
            new BitSet(),
            QuickJvm.ARGUMENTS)) {
      for (int syncookies = 1; syncookies >= 0; syncookies--) check(server, syncookies, random);
    }
  }

  private static void check(ServerProcess server, int syncookies, Random random)
      throws IOException {
    Map<String, Long> sysctls =
        Map.of(
            "net.ipv4.tcp_syncookies", (long) syncookies,
            "net.ipv4.tcp_abort_on_overflow", (long) random.nextInt(2),
            "net.ipv4.tcp_max_syn_backlog", 4096L,
            "net.core.somaxconn", 4096L,
            "net.ipv4.tcp_no_metrics_save", 1L);
    Crowd crowd = new Crowd(random.nextInt(1, 6), random.nextInt(1, 6), random.nextInt(1, 6));
    for (int tries = 1; ; tries++) {
      server.stall();
      try (LawRig rig =
              LawRig.here(KernelVersion.ofThisMachine(), Sysctls.ofThisMachine(), "127.0.0.1");
          Stalled stalled = new Stalled(rig, server, sysctls)) {
        stalled.meet(crowd, syncookies == 1);
        stalled.compare("%s, %s".formatted(crowd, sysctls));
        return;
      } catch (PausedException e) {
        if (tries == TRIES) throw e;
      } finally {
        server.resume();
        awaitQuiet(server.port());
      }
    }
  }

  /// What closed clients left behind: the server accepts some, and others' SYN-ACKs are sent again.
  private static void awaitQuiet(int port) throws IOException {
    long deadline = System.nanoTime() + QUIET_NANOS;
    try (ListenerWatch watch = new ListenerWatch(port)) {
      while (watch.queued() > 0 || watch.halfOpen() > 0) {
        assertThat(System.nanoTime()).as("the server comes to rest").isLessThan(deadline);
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  /// @param late clients whose final ACKs come 200 ms late
  /// @param more half-open clients than the SYN queue has room for
  /// @param lateByCookie late clients that come after those
  private record Crowd(int late, int more, int lateByCookie) {}

  /// A stalled server, and its model beside it.
  private static final class Stalled implements AutoCloseable {
    private final LawRig rig;
    private final int port;
    private final QueueLaws laws;
    private final ListenerModel model;
    private final List<LawClient> clients = new ArrayList<>();
    private final List<LawClient> lateClients = new ArrayList<>();
    private final List<SynFate> lateFates = new ArrayList<>();
    private final KernelCounters before;
    private final long start = System.nanoTime();
    private int ghosts;

    Stalled(LawRig rig, ServerProcess server, Map<String, Long> sysctls) throws IOException {
      this.rig = rig;
      this.port = server.port();
      rig.set(sysctls);
      QueueSettings settings = rig.settings(server.effectiveBacklog());
      laws = new QueueLaws(settings);
      model = new ListenerModel(settings);
      before = rig.restingCounters();
      rig.startWatch();
    }

    void meet(Crowd crowd, boolean cookies) throws IOException {
      if (cookies) arrive(crowd.late(), Manner.LATE);
      long room = laws.synQueue().entries() - model.halfOpen();
      arrive((int) room + crowd.more(), Manner.DEAF);
      if (cookies) arrive(crowd.lateByCookie(), Manner.LATE);
      // By cookie they fill the accept queue, and without cookies each SYN is dropped.
      arrive((int) laws.acceptQueueCapacity(), Manner.PLAIN);
      if (!cookies) return;
      if (System.nanoTime() - start > LATE_IN_TIME_NANOS) throw new PausedException();
      Arrivals.awaitLateAcks(rig, before, lateClients.size());
      for (SynFate fate : lateFates) if (model.ack(fate) == AckFate.GHOST) ghosts++;
    }

    private void arrive(int count, Manner manner) throws IOException {
      for (int i = 0; i < count; i++) {
        LawClient client = LawClient.connect(IpAddress.LOOPBACK, port, manner);
        clients.add(client);
        boolean answered =
            switch (manner) {
              case PLAIN -> model.connect();
              case DEAF -> model.syn() != SynFate.DROPPED;
              case LATE -> late(client);
            };
        if (answered && manner != Manner.DEAF) rig.await(HANDSHAKE_MILLIS, client::isEstablished);
      }
    }

    private boolean late(LawClient client) {
      lateClients.add(client);
      lateFates.add(model.syn());
      return true;
    }

    void compare(String description) throws IOException {
      Tally predicted = Tally.ofCounters(model.counters(), COUNTERS);
      Tally counted = rig.growth(before, predicted);
      Tally queues;
      try (ListenerWatch watch = new ListenerWatch(port)) {
        queues = measured(watch.queued());
      }
      rig.requireStill();
      String where = "backlog %d, %s".formatted(laws.effectiveBacklog(), description);
      assertThat(queues)
          .as(where)
          .isEqualTo(
              Tally.of("queued", model.queued())
                  .and("SYN_RECV", model.halfOpen())
                  .and("ghosts", ghosts));
      assertThat(counted).as(where).isEqualTo(predicted);
    }

    private Tally measured(int queued) throws IOException {
      Map<Integer, Integer> states = new HashMap<>();
      try (InetDiag diag = new InetDiag()) {
        diag.connections(port, (ConnectionSocket side) -> states.put(side.client(), side.state()));
      }
      long halfOpen = 0;
      for (LawClient client : clients)
        if (states.getOrDefault(client.number(), 0) == TcpState.SYN_RECV) halfOpen++;
      long unknown = 0;
      for (LawClient client : lateClients)
        if (client.isEstablished() && !states.containsKey(client.number())) unknown++;
      return Tally.of("queued", queued).and("SYN_RECV", halfOpen).and("ghosts", unknown);
    }

    @Override
    public void close() {
      clients.forEach(LawClient::close);
    }
  }
}
