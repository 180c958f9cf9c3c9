package acceptbench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.kernel.CounterReader;
import acceptbench.kernel.KernelCounters;
import acceptbench.kernel.Sysctls;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import acceptbench.linux.socket.TcpSocket;
import acceptbench.load.arrival.BurstArrivals;
import acceptbench.load.arrival.LoadPlan;
import acceptbench.load.arrival.TimedAction;
import acceptbench.load.ledger.Ledger;
import acceptbench.load.ledger.Settlement;
import acceptbench.load.queue.DepthProbe;
import acceptbench.server.JvmCommand;
import acceptbench.testing.HandlingServer;
import acceptbench.testing.NeedsPrivateNetwork;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NeedsPrivateNetwork.class)
class LoadClientTest {
  private final CounterReader reader = CounterReader.ofCallingThread();

  private static LoadPlan burst(int connections, long patienceMillis) {
    return new LoadPlan(
        new BurstArrivals(), connections, TimeUnit.MILLISECONDS.toNanos(patienceMillis), List.of());
  }

  private static Ledger run(LoadClient client, LoadPlan plan) throws IOException {
    client.run(plan);
    Ledger ledger = client.settle(() -> 0).ledger();
    client.closeAll();
    return ledger;
  }

  @Test
  void aConnectionCostsTheClientLessThanAByteOnceItsLoopIsCompiled() throws Exception {
    List<String> program = JvmCommand.of(ClientAllocation.class.getName(), List.of(), List.of());
    Process jvm =
        new ProcessBuilder(program).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      String allocated = new String(jvm.getInputStream().readAllBytes(), UTF_8).strip();
      assertThat(jvm.waitFor()).isZero();
      assertThat(Long.parseLong(allocated)).isLessThan(ClientAllocation.CONNECTIONS);
    } finally {
      jvm.destroyForcibly();
    }
  }

  @Test
  void everyConnectionIsServedByAnIdleServer() throws IOException {
    try (ServerSocket server = HandlingServer.start((_, socket) -> HandlingServer.greet(socket));
        LoadClient client =
            new LoadClient(server.getLocalPort(), 500, Dialogue.serverGreets(), DepthProbe.NONE)) {
      Ledger ledger = run(client, burst(500, 10_000));
      assertThat(ledger).isEqualTo(new Ledger(500, 500, 0, 0, 0, 0, 0, 0, 0, 0));
      assertThat(client.latencies().connect().getTotalCount()).isEqualTo(500);
      assertThat(client.latencies().firstByte().getTotalCount()).isEqualTo(500);
    }
  }

  /// A limit of the client's is no result of the server's.
  @Test
  void withoutALocalPortTheLoadFailsAndSaysWhy() throws Exception {
    Sysctls sysctls = Sysctls.ofThisMachine();
    String before = sysctls.read("net.ipv4.ip_local_port_range");
    int listener = TcpSocket.listen(0, 100, 0, false);
    try (LoadClient client =
        new LoadClient(
            TcpSocket.localPort(listener), 50, Dialogue.serverGreets(), DepthProbe.NONE)) {
      sysctls.write("net.ipv4.ip_local_port_range", "20000 20019");
      assertThatThrownBy(() -> client.run(burst(50, 10_000)))
          .isInstanceOf(ErrnoException.class)
          .hasMessageContaining("all ports of net.ipv4.ip_local_port_range are in use")
          .hasMessageContaining("EADDRNOTAVAIL");
    } finally {
      sysctls.write("net.ipv4.ip_local_port_range", before);
      Libc.close(listener);
    }
  }

  @Test
  void moreConnectionsThanSlotsAreServedOneAfterTheOther() throws IOException {
    try (ServerSocket server = HandlingServer.start((_, socket) -> HandlingServer.greet(socket));
        LoadClient client =
            new LoadClient(server.getLocalPort(), 3, Dialogue.serverGreets(), DepthProbe.NONE)) {
      assertThat(run(client, burst(100, 10_000)).served()).isEqualTo(100);
    }
  }

  @Test
  void aServerThatResetsEveryTenthConnectionIsSeenToDoSo() throws IOException {
    HandlingServer.Handler handler =
        (index, socket) -> {
          if (index % 10 == 9) socket.setSoLinger(true, 0);
          else HandlingServer.greet(socket);
        };
    try (ServerSocket server = HandlingServer.start(handler);
        LoadClient client =
            new LoadClient(server.getLocalPort(), 200, Dialogue.serverGreets(), DepthProbe.NONE)) {
      Ledger ledger = run(client, burst(200, 10_000));
      assertThat(ledger.served()).isEqualTo(180);
      assertThat(ledger.reset()).isEqualTo(20);
      assertThat(ledger.missing()).isZero();
    }
  }

  @Test
  void aServerThatClosesAtOnceServesNobody() throws IOException {
    try (ServerSocket server = HandlingServer.start((_, _) -> {});
        LoadClient client =
            new LoadClient(server.getLocalPort(), 50, Dialogue.serverGreets(), DepthProbe.NONE)) {
      Ledger ledger = run(client, burst(50, 10_000));
      assertThat(ledger.reset()).isEqualTo(50);
      assertThat(ledger.served()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("dialogues")
  void aConnectionToNoListenerIsRefused(Dialogue dialogue) throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      port = closed.getLocalPort();
    }
    try (LoadClient client = new LoadClient(port, 10, dialogue, DepthProbe.NONE)) {
      assertThat(run(client, burst(10, 10_000)).refused()).isEqualTo(10);
    }
  }

  static Stream<Dialogue> dialogues() {
    return Stream.of(Dialogue.serverGreets(), Dialogue.clientSpeaks(new byte[] {'?'}));
  }

  /// What is said when the SYN was dropped is said when it has been sent again.
  @Test
  void aClientThatSpeaksFirstWaitsForItsHandshake() throws Exception {
    int listener = TcpSocket.listen(0, 0, 0, false);
    try (LoadClient client =
        new LoadClient(
            TcpSocket.localPort(listener),
            2,
            Dialogue.clientSpeaks(new byte[] {'?'}),
            DepthProbe.NONE)) {
      TimedAction acceptAndAnswer =
          new TimedAction(TimeUnit.MILLISECONDS.toNanos(300), () -> answerOne(listener));
      LoadPlan plan =
          new LoadPlan(
              new BurstArrivals(),
              2,
              TimeUnit.SECONDS.toNanos(2),
              List.of(
                  acceptAndAnswer,
                  new TimedAction(
                      TimeUnit.MILLISECONDS.toNanos(1_500), () -> answerOne(listener))));
      Ledger ledger = run(client, plan);
      assertThat(ledger.served()).isEqualTo(2);
      assertThat(ledger.retried()).isEqualTo(1);
      assertThat(client.latencies().connect().getMinValue()).isLessThan(100_000_000);
      assertThat(client.latencies().connect().getMaxValue()).isGreaterThan(990_000_000);
    } finally {
      Libc.close(listener);
    }
  }

  /// Takes a connection, and answers once something was said on it.
  private static void answerOne(int listener) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment said = arena.allocate(8);
      int fd = Libc.accept4(listener, MemorySegment.NULL, MemorySegment.NULL, 0);
      if (Libc.recv(fd, said, 8, 0) == 1) Libc.send(fd, said, 1, 0);
      Libc.close(fd);
    }
  }

  @Test
  void aServerWithAnotherGreetingIsNotBelieved() throws IOException {
    HandlingServer.Handler handler =
        (_, socket) ->
            socket.getOutputStream().write("220 mail\r\n".getBytes(StandardCharsets.US_ASCII));
    try (ServerSocket server = HandlingServer.start(handler);
        LoadClient client =
            new LoadClient(server.getLocalPort(), 1, Dialogue.serverGreets(), DepthProbe.NONE)) {
      assertThatThrownBy(() -> client.run(burst(1, 10_000)))
          .isInstanceOf(WrongGreetingException.class)
          .hasMessage("the server greeted with \"220 mail\" instead of \"HELLO\"");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 50, 128, 511})
  void aListenerThatNobodyAcceptsFromHoldsBacklogPlusOneConnections(int backlog)
      throws IOException {
    int connections = backlog + 40;
    int listener = TcpSocket.listen(0, backlog, 0, false);
    try (LoadClient client =
        new LoadClient(
            TcpSocket.localPort(listener), connections, Dialogue.serverGreets(), DepthProbe.NONE)) {
      KernelCounters before = reader.read();
      client.run(burst(connections, 300));
      Settlement<KernelCounters> settled = client.settle(reader::read);
      KernelCounters counted = settled.snapshot().minus(before);
      int dropped = connections - (backlog + 1);
      assertThat(settled.ledger())
          .isEqualTo(new Ledger(connections, 0, 0, 0, 0, connections, 0, 0, dropped, 0));
      assertThat(client.latencies().connect().getTotalCount()).isEqualTo(backlog + 1);
      assertThat(counted.get("ListenOverflows")).isEqualTo(dropped);
      assertThat(counted.get("ListenDrops")).isEqualTo(dropped);
    } finally {
      Libc.close(listener);
    }
  }

  @Test
  void synsSentAgainAreCountedPerConnectionAndBalanceWithTheOverflows() throws IOException {
    int listener = TcpSocket.listen(0, 5, 0, false);
    try (LoadClient client =
        new LoadClient(
            TcpSocket.localPort(listener), 20, Dialogue.serverGreets(), DepthProbe.NONE)) {
      KernelCounters before = reader.read();
      client.run(burst(20, 2_500));
      Settlement<KernelCounters> settled = client.settle(reader::read);
      KernelCounters counted = settled.snapshot().minus(before);
      Ledger ledger = settled.ledger();
      assertThat(ledger.retried()).isEqualTo(14);
      assertThat(ledger.synRetries()).isEqualTo((long) counted.get("TCPSynRetrans")).isPositive();
      assertThat((long) counted.get("ListenOverflows"))
          .isEqualTo(ledger.synRetries() + ledger.unansweredSyns());
    } finally {
      Libc.close(listener);
    }
  }
}
