package acceptbench.server.strategy;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.ListenerSocket;
import acceptbench.server.ServerProcess;
import acceptbench.server.parameter.EpollWake;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.parameter.StallKind;
import acceptbench.testing.Await;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How the kernel shares connections out among acceptors.
class SharingTest {
  private static final int ACCEPTORS = 4;

  /// Where in the kernel a thread waits for a connection (proc_pid_wchan(5)): on its way back there
  /// it is not yet in the row of those that are woken. What a compiler inlined has another name.
  private static final String IN_ACCEPT = "inet_csk_.*";

  private static final String IN_EPOLL = "ep_poll|do_epoll_wait";

  static Stream<AcceptStrategy> withOneQueue() {
    return Stream.of(AcceptStrategy.values())
        .filter(it -> it.has(Trait.ACCEPTING_WORKERS) && !it.has(Trait.QUEUE_PER_WORKER));
  }

  static Stream<AcceptStrategy> withAQueueEach() {
    return Stream.of(AcceptStrategy.values())
        .filter(it -> it.has(Trait.ACCEPTING_WORKERS) && it.has(Trait.QUEUE_PER_WORKER))
        .filter(it -> !it.has(Trait.STEERED));
  }

  /// Blocked in accept they take turns, first in, first out: exactly even. Of those that wait in
  /// epoll the first that is idle gets it, again and again.
  @ParameterizedTest
  @MethodSource("withOneQueue")
  void howTheyWaitDecidesHowTheyShare(AcceptStrategy strategy) throws Exception {
    try (ServerProcess server = Servers.start(strategy, idle().with("workers", ACCEPTORS))) {
      Await.until("all acceptors wait", () -> !placeOfAll(server.pid()).isEmpty());
      String place = placeOfAll(server.pid());
      for (int i = 1; i <= 40; i++) {
        assertThat(Clients.greeting(server.port(), strategy.request())).isEqualTo("HELLO");
        Servers.quiet(server, i);
        Await.until("all acceptors wait again", () -> waiting(server.pid(), place) >= ACCEPTORS);
      }
      List<Long> shares = server.stats().accepts();
      if (place.equals(IN_ACCEPT)) assertThat(shares).containsExactly(10L, 10L, 10L, 10L);
      else assertThat(Collections.max(shares)).isGreaterThanOrEqualTo(32);
    }
  }

  /// Each goes to the end of the row after its first accept, and after every 16 from then on: with
  /// 4 acceptors and 4 + 4 · 16 connections, one at a time, all have 17.
  @Test
  void addingTheListenerAnewMakesEpollThreadsTakeTurns() throws Exception {
    try (ServerProcess server = sharedEpoll(EpollWake.RE_ADD)) {
      serveOneByOne(server, 0, ACCEPTORS + ACCEPTORS * 16);
      assertThat(server.stats().accepts()).containsExactly(17L, 17L, 17L, 17L);
    }
  }

  /// A thread that is woken for nothing goes back to sleep, and the kernel counts that.
  @Test
  void withoutExclusiveWaitingEachConnectionWakesAll() throws Exception {
    int first = 10; // while classes are loaded, threads wait for much else
    int last = 60;
    for (EpollWake wake : EpollWake.values()) {
      try (ServerProcess server = sharedEpoll(wake)) {
        serveOneByOne(server, 0, first);
        long before = sleeps(server.pid());
        serveOneByOne(server, first, last);
        double each = (double) (sleeps(server.pid()) - before) / (last - first);
        if (wake == EpollWake.HERD) assertThat(each).isGreaterThan(ACCEPTORS - 1);
        else assertThat(each).isBetween(0.9, ACCEPTORS - 1.5);
      }
    }
  }

  private static ServerProcess sharedEpoll(EpollWake wake) throws Exception {
    ServerConfig config = idle().with("workers", ACCEPTORS).with("epollWake", wake);
    ServerProcess server = Servers.start(AcceptStrategy.SHARED_EPOLL, config);
    Await.until("all acceptors wait", () -> waiting(server.pid(), IN_EPOLL) >= ACCEPTORS);
    return server;
  }

  /// @param served how many it has served before
  private static void serveOneByOne(ServerProcess server, int served, int last) throws Exception {
    for (int i = served + 1; i <= last; i++) {
      assertThat(Clients.greeting(server.port(), "")).isEqualTo("HELLO");
      Servers.quiet(server, i);
      Await.until("all wait again", () -> waiting(server.pid(), IN_EPOLL) >= ACCEPTORS);
    }
  }

  /// How often the acceptors have gone to sleep (proc_pid_status(5)).
  private static long sleeps(long pid) throws IOException {
    long count = 0;
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads.toList()) {
        if (!Files.readString(thread.resolve("comm")).startsWith("acceptor")) continue;
        for (String line : Files.readAllLines(thread.resolve("status")))
          if (line.startsWith("voluntary_ctxt_switches:"))
            count += Long.parseLong(line.split("\\s+", -1)[1]);
      }
    }
    return count;
  }

  /// Where as many threads wait as there are acceptors; empty where they are still on their way.
  private static String placeOfAll(long pid) throws IOException {
    for (String place : List.of(IN_ACCEPT, IN_EPOLL))
      if (waiting(pid, place) >= ACCEPTORS) return place;
    return "";
  }

  private static long waiting(long pid, String place) throws IOException {
    long count = 0;
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    for (ProcessHandle process : Stream.concat(Stream.of(server), server.descendants()).toList())
      try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
        for (Path thread : threads.toList())
          if (Files.readString(thread.resolve("wchan")).matches(place)) count++;
      }
    return count;
  }

  @ParameterizedTest
  @MethodSource("withAQueueEach")
  void listenersThatShareAPortAreChosenByHash(AcceptStrategy strategy) throws Exception {
    try (ServerProcess server = Servers.start(strategy, idle().with("workers", ACCEPTORS));
        InetDiag diag = new InetDiag()) {
      assertThat(diag.listeners(server.port()))
          .hasSize(ACCEPTORS)
          .allMatch(listener -> listener.effectiveBacklog() == 128);
      Clients.allGreeted(server.port(), strategy.request(), 1_000, 4);
      // 250 each, give or take 14: 100 is 11 standard deviations away.
      assertThat(Servers.quiet(server, 1_000).accepts())
          .hasSize(ACCEPTORS)
          .allMatch(share -> share > 100 && share < 400);
    }
  }

  /// One of two acceptors is stalled. Its own queue overflows while its neighbour's is empty.
  @ParameterizedTest
  @MethodSource("withAQueueEach")
  void oneQueueOverflowsWhileItsNeighbourIsEmpty(AcceptStrategy strategy) throws Exception {
    int backlog = 15;
    ServerConfig config =
        idle()
            .with("backlog", backlog)
            .with("workers", 2)
            .with("stallKind", StallKind.PAUSE)
            .with("stalledAcceptors", 1);
    try (ServerProcess server = Servers.start(strategy, config);
        InetDiag diag = new InetDiag()) {
      server.stall();
      // 100 of 200, give or take 7, go to the one that has room for 16.
      List<SocketChannel> clients = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        clients.add(Clients.begin(server.port()));
        // One by one, so that it is no burst for the neighbour, however busy the machine.
        Await.until("the neighbour's queue is empty", () -> queues(diag, server).getFirst() == 0);
      }
      assertThat(queues(diag, server)).containsExactly(0, backlog + 1);
      assertThat(diag.listeners(server.port()))
          .filteredOn(listener -> listener.drops() > 0)
          .extracting(ListenerSocket::queued)
          .containsExactly(backlog + 1);
      for (SocketChannel client : clients) client.close();
    }
  }

  private static List<Integer> queues(InetDiag diag, ServerProcess server) throws Exception {
    return diag.listeners(server.port()).stream().map(ListenerSocket::queued).sorted().toList();
  }

  /// One of four stalls, and the others serve what comes.
  @ParameterizedTest
  @MethodSource("withOneQueue")
  void theOthersServeWhatAStalledAcceptorDoesNot(AcceptStrategy strategy) throws Exception {
    for (StallKind kind : new StallKind[] {StallKind.PAUSE, StallKind.BUSY}) {
      ServerConfig config =
          idle().with("workers", ACCEPTORS).with("stallKind", kind).with("stalledAcceptors", 1);
      try (ServerProcess server = Servers.start(strategy, config)) {
        assertThat(server.stall().acceptors()).isEqualTo(1);
        Clients.allGreeted(server.port(), strategy.request(), 100, 2);
        assertThat(Servers.quiet(server, 100).accepts()).contains(0L);
        server.resume();
      }
    }
  }
}
