package acceptbench.kernel.law;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.kernel.KernelCounters;
import acceptbench.kernel.KernelVersion;
import acceptbench.kernel.ListenerModel.AckFate;
import acceptbench.kernel.Sysctls;
import acceptbench.kernel.law.rig.Arrivals;
import acceptbench.kernel.law.rig.LawClient.Manner;
import acceptbench.kernel.law.rig.LawRig;
import acceptbench.kernel.law.rig.PausedException;
import acceptbench.kernel.law.rig.Tally;
import acceptbench.linux.socket.Ipv6;
import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random listeners, settings and arrivals: the kernel does what the model says, to the last
/// connection. Each seed stands for one choice of sysctls and 24 listeners.
@ExtendWith(NeedsPrivateNetwork.class)
final class ListenerPropertyTest {
  private static final int LISTENERS = 24;
  private static final int TRIES = 20;
  /// Of IPv4, of IPv6, and of both, from which every second client comes.
  private static final List<String> ADDRESSES = List.of("127.0.0.1", "::1", "::");

  private static final String[] COUNTERS = {
    "ListenOverflows",
    "ListenDrops",
    "TCPReqQFullDrop",
    "TCPReqQFullDoCookies",
    "SyncookiesSent",
    "SyncookiesRecv",
    "EmbryonicRsts"
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void theKernelDoesWhatTheModelSays(long seed) throws IOException {
    Random random = new Random(seed);
    Map<String, Long> sysctls =
        Map.of(
            // Each of the six pairs of the first two comes up with two of the twelve seeds.
            "net.ipv4.tcp_syncookies",
            seed % 3,
            "net.ipv4.tcp_abort_on_overflow",
            seed / 3 % 2,
            "net.ipv4.tcp_max_syn_backlog",
            (long) random.nextInt(8, 64),
            "net.core.somaxconn",
            (long) random.nextInt(1, 40),
            "net.ipv4.tcp_no_metrics_save",
            1L);
    List<Long> cases = random.longs(LISTENERS).boxed().toList();
    check(cases, sysctls, TRIES);
  }

  /// All at once where the machine is fast enough to be done before timers run out, else half of
  /// them at a time.
  private static void check(List<Long> cases, Map<String, Long> sysctls, int tries)
      throws IOException {
    try {
      check(cases, sysctls);
    } catch (PausedException e) {
      if (tries == 0) throw e;
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      int half = cases.size() / 2;
      if (half > 0) check(cases.subList(0, half), sysctls, tries - 1);
      check(cases.subList(half, cases.size()), sysctls, tries - 1);
    }
  }

  private static void check(List<Long> seeds, Map<String, Long> sysctls) throws IOException {
    String address = ADDRESSES.get(Math.floorMod(seeds.getFirst(), ADDRESSES.size()));
    Requirement.require(Ipv6.missingFor(address));
    try (LawRig rig =
        LawRig.here(KernelVersion.ofThisMachine(), Sysctls.ofThisMachine(), address)) {
      rig.set(sysctls);
      List<Arrivals> cases = new ArrayList<>();
      List<Random> randoms = seeds.stream().map(Random::new).toList();
      for (Random random : randoms) {
        int backlog = random.nextInt(-1, 48);
        cases.add(new Arrivals(rig, rig.listen(backlog), rig.settings(backlog)));
      }
      KernelCounters before = rig.restingCounters();
      rig.startWatch();
      for (int i = 0; i < cases.size(); i++) arriveInAnyOrder(cases.get(i), randoms.get(i));
      for (int i = 0; i < cases.size(); i++) arriveLate(cases.get(i), randoms.get(i));
      if (!cases.stream().allMatch(Arrivals::lateAcksAreStillOut)) throw new PausedException();
      Arrivals.awaitLateAcks(
          rig, before, cases.stream().mapToInt(arrivals -> arrivals.lateClients().size()).sum());
      cases.forEach(Arrivals::modelLateAcks);
      compare(rig, cases, before, "seeds %s, %s, at %s".formatted(seeds, sysctls, address));
    }
  }

  private static void arriveInAnyOrder(Arrivals arrivals, Random random) throws IOException {
    int events = random.nextInt(70);
    for (int i = 0; i < events; i++) {
      switch (random.nextInt(5)) {
        case 0 -> arrivals.accept();
        case 1, 2 -> arrivals.arrive(Manner.DEAF);
        default -> arrivals.arrive(Manner.PLAIN);
      }
    }
  }

  /// Late clients, of whose ACKs all find room or none does: they arrive in an order that nobody
  /// knows.
  private static void arriveLate(Arrivals arrivals, Random random) throws IOException {
    arrivals.arrive(random.nextInt(5), Manner.LATE);
    long room = arrivals.acceptQueueCapacity() - arrivals.lateClients().size();
    if (room >= 0 && random.nextBoolean()) {
      while (arrivals.model().queued() > room) arrivals.accept();
    } else {
      arrivals.arrive(
          (int) (arrivals.acceptQueueCapacity() - arrivals.model().queued()), Manner.PLAIN);
    }
  }

  private static void compare(
      LawRig rig, List<Arrivals> cases, KernelCounters before, String description)
      throws IOException {
    Tally predicted = Tally.ofCounters(Map.of(), COUNTERS);
    for (Arrivals arrivals : cases)
      predicted = predicted.plus(Tally.ofCounters(arrivals.model().counters(), COUNTERS));
    Tally counted = rig.growth(before, predicted);
    List<String> queues = new ArrayList<>();
    List<String> predictedQueues = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      Arrivals arrivals = cases.get(i);
      queues.add(i + ": " + arrivals.measuredQueues().and("ghosts", arrivals.ghosts()));
      predictedQueues.add(
          i + ": " + arrivals.predictedQueues().and("ghosts", arrivals.lateAcks(AckFate.GHOST)));
    }
    rig.requireStill();
    assertThat(queues).as(description).isEqualTo(predictedQueues);
    assertThat(counted).as(description).isEqualTo(predicted);
  }
}
