package acceptbench.bench.worker;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.server.ServerProcess;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.server.strategy.Trait;
import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.QuickJvm;
import acceptbench.testing.Requirement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Against a workload that is known: of two processes one is stopped, and the other does it all.
@ExtendWith(NeedsPrivateNetwork.class)
class WorkerSharesTest {
  private static ServerProcess start(AcceptStrategy strategy) throws IOException {
    Requirement.require(strategy.unavailable());
    ServerConfig config =
        ServerConfig.usual()
            .with("workers", 2)
            .with("handlerMicros", 0)
            .with("stallKind", "stop")
            .with("stalledAcceptors", 1);
    return ServerProcess.start(strategy.label(), config, new BitSet(), QuickJvm.ARGUMENTS);
  }

  private static byte[] greeting(ServerProcess server) throws IOException {
    try (Socket client = new Socket()) {
      client.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), server.port()));
      return client.getInputStream().readAllBytes();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PREFORK", "NGINX"})
  void whoIsStoppedHasNoShareAndTheOtherHasAll(AcceptStrategy strategy) throws Exception {
    try (ServerProcess server = start(strategy)) {
      WorkerShares shares = new WorkerShares(server.acceptorPids());
      assertThat(shares.count()).isEqualTo(2);
      server.stall();
      shares.begin();
      for (int i = 0; i < 50; i++) assertThat(greeting(server)).isNotEmpty();
      shares.look();
      shares.end();
      assertThat(shares.cpuNanos(0)).isZero();
      assertThat(shares.cpuNanos(1)).isPositive();
      assertThat(shares.largestShare()).isEqualTo(1);
      // Of one that waits in accept(2) it is not known.
      if (!strategy.has(Trait.DESCRIPTOR_IN_HAND)) assertThat(shares.inHand(0)).isZero();
      server.resume();
    }
  }

  /// A process that says so when it is up, and opens a descriptor when it is told to.
  private static Process opener() throws IOException {
    String script = "echo up; read x; exec 7</dev/null; echo open; read y";
    return new ProcessBuilder("sh", "-c", script).start();
  }

  @Test
  void whatAProcessOpensItHasInHand() throws Exception {
    Process idle = opener();
    Process busy = opener();
    try (BufferedReader idles = idle.inputReader();
        BufferedReader answers = busy.inputReader();
        Writer command = busy.outputWriter()) {
      assertThat(List.of(idles.readLine(), answers.readLine())).containsOnly("up");
      WorkerShares shares = new WorkerShares(List.of(idle.pid(), busy.pid()));
      shares.begin();
      shares.look();
      assertThat(shares.inHand(1)).isZero();
      command.write("open\n");
      command.flush();
      assertThat(answers.readLine()).isEqualTo("open");
      shares.look();
      assertThat(shares.inHand(1)).as("in one look of two").isEqualTo(0.5);
      assertThat(shares.inHand(0)).isZero();
    } finally {
      idle.destroyForcibly();
      busy.destroyForcibly();
    }
  }

  @Test
  void oneProcessHasNoShare() {
    WorkerShares shares = new WorkerShares(List.of(ProcessHandle.current().pid()));
    shares.begin();
    shares.look();
    shares.end();
    assertThat(shares.count()).isZero();
    assertThat(shares.largestShare()).isNaN();
  }

  @Test
  void theLargestShareIsThatOfTheLargestPart() {
    assertThat(WorkerShares.largestOf(1, 3, 0)).isEqualTo(0.75);
    assertThat(WorkerShares.largestOf(0, 0)).isNaN();
  }
}
