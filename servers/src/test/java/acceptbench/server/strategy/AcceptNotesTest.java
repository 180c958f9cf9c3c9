package acceptbench.server.strategy;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.ListenerSocket;
import acceptbench.server.ServerProcess;
import acceptbench.server.accepts.Accept;
import acceptbench.server.accepts.AcceptLog;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.parameter.StallKind;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What the acceptors of every strategy note, asked of real server processes.
class AcceptNotesTest {
  private static final int CLIENTS = 60;
  private static final int STOPS = 50;
  private static final int QUEUES = 8;

  static Stream<AcceptStrategy> ours() {
    return Stream.of(AcceptStrategy.values()).filter(strategy -> !strategy.isProgram());
  }

  /// Each client is noted once, with its port, after its connect began and before it was greeted:
  /// also where one that is queued has to wait, and where the server connects to itself to stall.
  @ParameterizedTest
  @MethodSource("ours")
  void areOneOfEachConnectionBetweenItsConnectAndItsGreeting(AcceptStrategy strategy)
      throws Exception {
    ServerConfig config = idle().with("workers", 2);
    try (ServerProcess server = Servers.start(strategy, config)) {
      AcceptLog log = server.accepts().orElseThrow();
      AcceptLog.Mark mark = log.mark();
      Map<Integer, long[]> times = new HashMap<>();
      talk(server, CLIENTS / 2, times);
      server.stall();
      List<SocketChannel> queued = new ArrayList<>();
      for (int i = 0; i < CLIENTS / 2; i++) queued.add(begin(server, times));
      long resumed = server.resume().atNanos();
      for (SocketChannel client : queued) end(client, times);
      Servers.quiet(server, CLIENTS);

      List<Accept> accepts = log.since(mark).orElseThrow();
      assertThat(accepts)
          .extracting(Accept::client)
          .containsExactlyInAnyOrderElementsOf(times.keySet());
      for (Accept accept : accepts) {
        long[] fromTo = Objects.requireNonNull(times.get(accept.client()));
        assertThat(accept.atNanos()).isBetween(fromTo[0], fromTo[1]);
        assertThat(accept.listener()).isBetween(0, strategy.queues(2) - 1);
      }
      assertThat(accepts.stream().filter(accept -> accept.atNanos() >= resumed))
          .hasSize(CLIENTS / 2);
    }
  }

  static Stream<AcceptStrategy> withSeveralQueues() {
    return ours().filter(strategy -> strategy.has(Trait.QUEUE_PER_WORKER));
  }

  /// What waits in each by inet_diag is what is noted of each.
  @ParameterizedTest
  @MethodSource("withSeveralQueues")
  void numberTheListenersAsTheServerTellsThem(AcceptStrategy strategy) throws Exception {
    ServerConfig config = idle().with("workers", QUEUES);
    try (ServerProcess server = Servers.start(strategy, config);
        InetDiag diag = new InetDiag()) {
      AcceptLog log = server.accepts().orElseThrow();
      AcceptLog.Mark mark = log.mark();
      server.stall();
      Map<Integer, long[]> times = new HashMap<>();
      List<SocketChannel> queued = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) queued.add(begin(server, times));
      Map<Long, Integer> waiting = new HashMap<>();
      for (ListenerSocket each : diag.listeners(server.port()))
        waiting.put(each.inode(), each.queued());
      server.resume();
      for (SocketChannel client : queued) end(client, times);
      Servers.quiet(server, CLIENTS);

      int[] noted = new int[QUEUES];
      for (Accept accept : log.since(mark).orElseThrow()) noted[accept.listener()]++;
      assertThat(server.listeners()).hasSize(QUEUES);
      assertThat(server.listeners().stream().map(waiting::get))
          .containsExactlyElementsOf(Arrays.stream(noted).boxed().toList());
    }
  }

  /// One that is let go may run before the signal's sender does.
  @ParameterizedTest
  @EnumSource(names = {"EPOLL", "SHARED_BLOCKING", "PREFORK"})
  void areAfterTheEndOfAStop(AcceptStrategy strategy) throws Exception {
    ServerConfig config = idle().with("workers", 2).with("stallKind", StallKind.STOP);
    try (ServerProcess server = Servers.start(strategy, config)) {
      AcceptLog log = server.accepts().orElseThrow();
      for (int round = 1; round <= STOPS; round++) {
        AcceptLog.Mark mark = log.mark();
        server.stall();
        Map<Integer, long[]> times = new HashMap<>();
        SocketChannel queued = begin(server, times);
        long resumed = server.resume().atNanos();
        end(queued, times);
        Servers.quiet(server, round);
        assertThat(log.since(mark).orElseThrow())
            .singleElement()
            .extracting(Accept::atNanos)
            .asInstanceOf(InstanceOfAssertFactories.LONG)
            .isGreaterThanOrEqualTo(resumed);
      }
    }
  }

  private static void talk(ServerProcess server, int clients, Map<Integer, long[]> times)
      throws Exception {
    for (int i = 0; i < clients; i++) end(begin(server, times), times);
  }

  private static SocketChannel begin(ServerProcess server, Map<Integer, long[]> times)
      throws Exception {
    long before = System.nanoTime();
    SocketChannel client = SocketChannel.open(Clients.address(server.port()));
    client.setOption(StandardSocketOptions.SO_LINGER, 0);
    assertThat(times.put(port(client), new long[] {before, 0})).isNull();
    return client;
  }

  private static void end(SocketChannel client, Map<Integer, long[]> times) throws Exception {
    int port = port(client);
    assertThat(Clients.talk(client, "")).isEqualTo("HELLO");
    Objects.requireNonNull(times.get(port))[1] = System.nanoTime();
    client.close();
  }

  private static int port(SocketChannel client) throws Exception {
    return ((InetSocketAddress) client.getLocalAddress()).getPort();
  }

  @ParameterizedTest
  @EnumSource
  void areNotThereWhereTheyAreNotWantedOrTheServerIsNotOurs(AcceptStrategy strategy)
      throws Exception {
    ServerConfig config = strategy.isProgram() ? idle() : idle().with("notes", false);
    try (ServerProcess server = Servers.start(strategy, config)) {
      Clients.allGreeted(server.port(), strategy.request(), 2, 1);
      assertThat(server.accepts()).isEmpty();
    }
  }
}
