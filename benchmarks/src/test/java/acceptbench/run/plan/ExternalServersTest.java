package acceptbench.run.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.launch.ExitCode;
import acceptbench.launch.UserError;
import acceptbench.linux.socket.Ipv6;
import acceptbench.run.jmh.JmhArguments;
import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(NeedsPrivateNetwork.class)
class ExternalServersTest {
  private static Plan plan(boolean backlogNamed, String... arguments)
      throws UserError, IOException {
    List<String> all = new ArrayList<>(List.of("ConnectBenchmark", "-p", "handlerMicros=0"));
    all.addAll(List.of(arguments));
    Plan plan =
        Plan.of(
            JmhArguments.parse(all), new ParameterRules(Strategies.known(), 100_000, new BitSet()));
    return ExternalServers.found(plan, backlogNamed);
  }

  private static List<String> labels(Plan plan) {
    return plan.cells().stream().map(cell -> cell.label(plan.differing())).toList();
  }

  @Test
  void isOneCellWithTheBacklogThatItHas() throws Exception {
    try (ServerSocket first = new ServerSocket(0, 77, InetAddress.ofLiteral("127.0.0.1"));
        ServerSocket _ =
            new ServerSocket(first.getLocalPort(), 9, InetAddress.ofLiteral("127.0.0.2"))) {
      String target = "target=127.0.0.1:" + first.getLocalPort();
      assertThat(labels(plan(false, "-p", "strategy=external", "-p", target)))
          .containsExactly("connect external backlog=77");
      assertThat(labels(plan(false, "-p", "strategy=external,blocking", "-p", target)))
          .containsOnlyOnce("connect external backlog=77")
          .contains("connect blocking backlog=50", "connect blocking backlog=4096");
      assertThat(labels(plan(true, "-p", "strategy=external", "-p", "backlog=5,6", "-p", target)))
          .containsExactly("connect external backlog=5", "connect external backlog=6");
    }
  }

  @Test
  void hasTheAddressAtWhichItIsReached() throws Exception {
    Requirement.require(Ipv6.missingFor("::"));
    try (ServerSocket both = new ServerSocket(0, 33, InetAddress.ofLiteral("::"))) {
      String port = ":" + both.getLocalPort();
      Plan plan = plan(false, "-p", "strategy=external", "-p", "target=[::1]" + port);
      assertThat(plan.cells()).hasSize(1);
      assertThat(plan.cells().getFirst().parameters())
          .containsEntry("address", "::1")
          .containsEntry("backlog", "33");
      plan = plan(false, "-p", "strategy=external", "-p", "target=127.0.0.1" + port);
      assertThat(plan.cells().getFirst().parameters()).containsEntry("address", "127.0.0.1");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "::1:80|: write it as HOST:PORT, an IPv6 address in brackets: [::1]:8080",
        "[::1]|: write it as HOST:PORT, an IPv6 address in brackets: [::1]:8080",
        "[127.0.0.1]:80|: write it as HOST:PORT, an IPv6 address in brackets: [::1]:8080",
        "[::g]:80|: ::g is no IPv6 address",
        "[::]:80|: clients need an address; a server at 0.0.0.0 or :: is at 127.0.0.1 too",
        "[fe80::1]:80|: a link-local address means nothing without its interface; name another",
        "[2001:db8::1]:80|' is not an address of this machine; load is put on no other'",
        "unix:/tmp/x|: the load client speaks TCP only, write it as HOST:PORT, an IPv6 address in"
            + " brackets: [::1]:8080"
      })
  void isRefusedWhereItIsNoAddressOfThisMachine(String target, String why) {
    assertThatThrownBy(() -> plan(true, "-p", "strategy=external", "-p", "target=" + target))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessage("target '" + target + "'" + why);
  }

  @Test
  void isRefusedAtOnceWhereNobodyAccepts() throws Exception {
    try (ServerSocket idle = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        Socket _ = new Socket(idle.getInetAddress(), idle.getLocalPort());
        Socket _ = new Socket(idle.getInetAddress(), idle.getLocalPort())) {
      String target = "127.0.0.1:" + idle.getLocalPort();
      Plan plan = plan(false, "-p", "strategy=external", "-p", "target=" + target);
      assertThatThrownBy(() -> ExternalServers.checkInSight(plan))
          .isInstanceOfSatisfying(
              UserError.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNAVAILABLE))
          .hasMessage(
              "nobody accepts connections on "
                  + target
                  + ": 2 wait in the accept queue, which is full");
    }
  }

  @Test
  void isLookedForBeforeAnythingIsMeasured() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 9, InetAddress.ofLiteral("127.0.0.2"))) {
      String here = "127.0.0.1:" + other.getLocalPort();
      assertThatThrownBy(() -> plan(true, "-p", "strategy=external", "-p", "target=" + here))
          .isInstanceOfSatisfying(
              UserError.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNAVAILABLE))
          .hasMessageStartingWith("nothing listens on " + here + " in this network namespace;");
    }
  }
}
