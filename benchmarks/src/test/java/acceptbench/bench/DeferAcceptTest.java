package acceptbench.bench;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.kernel.CounterReader;
import acceptbench.kernel.KernelCounters;
import acceptbench.kernel.KernelVersion;
import acceptbench.kernel.QueueLaws;
import acceptbench.kernel.QueueSettings;
import acceptbench.kernel.Sysctls;
import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.TcpState;
import acceptbench.server.ServerProcess;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.server.strategy.Trait;
import acceptbench.testing.Await;
import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.QuickJvm;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// TCP_DEFER_ACCEPT at servers of the catalogue: what the laws `defer-accept`,
/// `cookies-bypass-defer-accept` and `accept-queue` say of a bare socket.
@ExtendWith(NeedsPrivateNetwork.class)
class DeferAcceptTest {
  private static final int BACKLOG = 5;
  private static final int WITH_COOKIE = 4;

  static Stream<AcceptStrategy> whoDefer() {
    return Stream.of(AcceptStrategy.values())
        .filter(it -> it.has(Trait.DEFERS_ACCEPT) && !it.isProgram());
  }

  static Stream<AcceptStrategy> programsThatDefer() {
    return Stream.of(AcceptStrategy.values())
        .filter(it -> it.has(Trait.DEFERS_ACCEPT) && it.isProgram());
  }

  /// While the SYN queue has room, who says nothing stays half-open, and is accepted when it
  /// speaks. Who gets a cookie is accepted without a word.
  @ParameterizedTest
  @MethodSource("whoDefer")
  void theSilentStayOutsideButForThoseWithACookie(AcceptStrategy strategy) throws Exception {
    Requirement.require(strategy.unavailable());
    ServerConfig config = idle().with("backlog", BACKLOG).with("deferAccept", 60);
    List<Socket> clients = new ArrayList<>();
    try (ServerProcess server =
            ServerProcess.start(strategy.label(), config, new BitSet(), QuickJvm.ARGUMENTS);
        InetDiag diag = new InetDiag()) {
      int halfOpen = halfOpenAtMost();
      for (int i = 0; i < halfOpen; i++) clients.add(connect(server));
      assertThat(halfOpen(diag, server)).isEqualTo(halfOpen);
      assertThat(server.stats().accepted()).isZero();

      for (int i = 0; i < WITH_COOKIE; i++) clients.add(connect(server));
      Await.until("cookies are accepted", () -> server.stats().accepted() == WITH_COOKIE);
      assertThat(halfOpen(diag, server)).isEqualTo(halfOpen);

      for (Socket client : clients.subList(0, halfOpen)) client.getOutputStream().write('?');
      for (Socket client : clients)
        assertThat(client.getInputStream().readNBytes(5))
            .isEqualTo("HELLO".getBytes(StandardCharsets.US_ASCII));
      assertThat(server.stats().accepted()).isEqualTo(halfOpen + WITH_COOKIE);
    } finally {
      for (Socket client : clients) client.close();
    }
  }

  private static int halfOpenAtMost() throws Exception {
    QueueSettings settings =
        QueueSettings.read(Sysctls.ofThisMachine(), BACKLOG, KernelVersion.ofThisMachine());
    return Math.toIntExact(new QueueLaws(settings).synQueue().entries());
  }

  private static Socket connect(ServerProcess server) throws IOException {
    Socket client = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port());
    client.setSoLinger(true, 0);
    client.setSoTimeout(20_000);
    return client;
  }

  private static int halfOpen(InetDiag diag, ServerProcess server) throws IOException {
    int[] count = {0};
    diag.connections(
        server.port(),
        socket -> {
          if (socket.state() == TcpState.SYN_RECV) count[0]++;
        });
    return count[0];
  }

  /// Each client's bare final ACK is thrown away, and counted; the program gets the connection with
  /// what the client says. Where accepting is not deferred, nothing is thrown away.
  @ParameterizedTest
  @MethodSource("programsThatDefer")
  void aProgramGetsWhoSpeaksAndNoBareAck(AcceptStrategy strategy) throws Exception {
    Requirement.require(strategy.unavailable());
    int own = strategy.ownDeferral().orElseThrow();
    CounterReader counters = CounterReader.ofCallingThread();
    for (int seconds : new int[] {own, 0}) {
      ServerConfig config = idle().with("deferAccept", seconds);
      try (ServerProcess server =
          ServerProcess.start(strategy.label(), config, new BitSet(), QuickJvm.ARGUMENTS)) {
        for (int i = 0; i < BACKLOG; i++) {
          KernelCounters before = counters.read();
          try (Socket client = connect(server)) {
            if (seconds > 0)
              Await.until("the bare ACK is thrown away", () -> thrownAway(counters, before) > 0);
            assertThat(answer(client, strategy)).endsWith("HELLO");
          }
          if (seconds == 0) assertThat(thrownAway(counters, before)).isZero();
        }
      }
    }
  }

  private static double thrownAway(CounterReader counters, KernelCounters before)
      throws IOException {
    return counters.read().minus(before).get("TCPDeferAcceptDrop");
  }

  private static String answer(Socket client, AcceptStrategy strategy) throws IOException {
    String request = strategy.request().isEmpty() ? "?" : strategy.request();
    client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    StringBuilder said = new StringBuilder();
    while (said.indexOf("HELLO") < 0) {
      int next = client.getInputStream().read();
      if (next < 0) break;
      said.append((char) next);
    }
    return said.toString();
  }

  /// Each refuses it in a line, or has the trait.
  @ParameterizedTest
  @EnumSource
  void whoCantSetItSaysSo(AcceptStrategy strategy) {
    ServerConfig config = idle().with("deferAccept", strategy.ownDeferral().orElse(5));
    if (strategy.has(Trait.DEFERS_ACCEPT)) assertThat(strategy.refusal(config)).isEmpty();
    else
      assertThat(strategy.refusal(config))
          .contains(
              strategy + " can't set TCP_DEFER_ACCEPT on its listener: deferAccept has to be 0");
  }

  @ParameterizedTest
  @MethodSource("programsThatDefer")
  void aProgramHasItsOwnTimeAndNoOther(AcceptStrategy strategy) {
    int own = strategy.ownDeferral().orElseThrow();
    assertThat(strategy.refusal(idle().with("deferAccept", own + 1)))
        .contains(
            "%s sets TCP_DEFER_ACCEPT to %d s and nothing else: deferAccept has to be 0 or %d"
                .formatted(strategy, own, own));
  }

  /// The accept queue holds backlog + 1 of them as ever, and the other SYNs are dropped. Each
  /// client's bare final ACK is thrown away, and what it says makes the connection, unless it is a
  /// cookie's: SYNs that are sent again together get some. Nobody is a ghost. What others say may
  /// find the queue full of those with a cookie, which is an overflow more for each.
  @Test
  void clientsThatSpeakOverflowTheQueueAsEver() throws Exception {
    Map<String, String> cell =
        Map.of(
            "strategy", "epoll",
            "deferAccept", "3",
            "firstByte", "client",
            "backlog", "19",
            "burst", "50",
            "handlerMicros", "0",
            "stallMillis", "300");
    CounterReader reader = CounterReader.ofCallingThread();
    try (Bursts bursts = new Bursts(cell)) {
      KernelCounters[] before = {reader.read()};
      bursts.untilUndisturbed(
          100,
          burst -> {
            assertThat(burst)
                .containsEntry("ledger.served", 50.0)
                .containsEntry("ledger.ghost", 0.0);
            KernelCounters now = read(reader);
            double deferred = now.minus(before[0]).get("TCPDeferAcceptDrop");
            before[0] = now;
            return Bursts.value(burst, "ledger.retried") == 30
                && Bursts.value(burst, "ledger.synRetries") == 30
                && Bursts.value(burst, "ListenOverflows")
                    == 30 + Bursts.value(burst, "ledger.droppedEarlyData")
                && deferred + Bursts.value(burst, "SyncookiesRecv") == 50;
          });
    }
  }

  private static KernelCounters read(CounterReader reader) {
    try {
      return reader.read();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
