package acceptbench.run.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.launch.ExitCode;
import acceptbench.launch.UserError;
import acceptbench.run.jmh.JmhArguments;
import acceptbench.testing.NeedsPrivateNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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
