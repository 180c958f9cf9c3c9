package acceptbench.server.strategy;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.process.CpuAffinity;
import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.ListenerSocket;
import acceptbench.server.ServerProcess;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.parameter.ServerConfig.Steering;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Which of two listeners on a port gets the connections of clients on one CPU, where nobody
/// accepts: on loopback the SYN is handled on the client's CPU.
class SteeringTest {
  private static final int BACKLOG = 10;
  private static final int CLIENTS = 40;

  private BitSet before = new BitSet();

  static Stream<AcceptStrategy> steered() {
    return Stream.of(AcceptStrategy.values()).filter(it -> it.has(Trait.STEERED));
  }

  /// A CPU for which there is a listener, each of two having one.
  @BeforeEach
  void stayOnOneOfTheFirstCpus() throws IOException {
    before = CpuAffinity.get();
    int cpu = before.nextSetBit(0);
    Requirement.require(
        cpu > 1 ? Optional.of("neither CPU 0 nor CPU 1 may be used here") : Optional.empty());
    BitSet one = new BitSet();
    one.set(cpu);
    CpuAffinity.set(one);
  }

  @AfterEach
  void goAnywhereAgain() throws IOException {
    CpuAffinity.set(before);
  }

  @ParameterizedTest
  @MethodSource("steered")
  void byCpuOneListenerGetsAllAndItsQueueIsTheOnlyRoom(AcceptStrategy strategy) throws Exception {
    assertThat(queued(strategy, idle())).containsExactly(0, BACKLOG + 1);
  }

  @ParameterizedTest
  @EnumSource(names = "REUSEPORT_CBPF")
  void atRandomBothAreFilled(AcceptStrategy strategy) throws Exception {
    assertThat(queued(strategy, idle().with("steering", Steering.RANDOM)))
        .containsExactly(BACKLOG + 1, BACKLOG + 1);
  }

  private static List<Integer> queued(AcceptStrategy strategy, ServerConfig config)
      throws Exception {
    try (ServerProcess server =
            Servers.start(strategy, config.with("workers", 2).with("backlog", BACKLOG));
        InetDiag diag = new InetDiag()) {
      server.stall();
      List<SocketChannel> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) clients.add(Clients.begin(server.port()));
      List<Integer> queued =
          diag.listeners(server.port()).stream().map(ListenerSocket::queued).sorted().toList();
      for (SocketChannel client : clients) client.close();
      return queued;
    }
  }
}
