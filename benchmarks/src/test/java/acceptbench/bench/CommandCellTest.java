package acceptbench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.bench.server.ServerUnderTest;
import acceptbench.server.ServerException;
import acceptbench.testing.Greeter;
import acceptbench.testing.NeedsPrivateNetwork;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Iterations of a benchmark with a program that the user names.
@ExtendWith(NeedsPrivateNetwork.class)
class CommandCellTest {
  private static Map<String, String> parameters(String command, String stallMillis) {
    return new HashMap<>(
        Map.of(
            "strategy", "command",
            "command", command,
            "backlog", "64",
            "handlerMicros", "0",
            "burst", "200",
            "stallMillis", stallMillis));
  }

  /// What one iteration does; it ends the server too where that is what was to be seen.
  private interface Iteration {
    void run(BurstLoad load) throws Exception;
  }

  private static void measure(Map<String, String> parameters, Iteration iteration)
      throws Exception {
    ServerUnderTest server = OneCell.server(parameters);
    BurstLoad load = OneCell.set(new BurstLoad(), parameters);
    load.open(server);
    try {
      iteration.run(load);
    } finally {
      load.close();
      server.stop();
    }
  }

  private static void fire(BurstLoad load) throws IOException {
    load.prepare();
    load.fire();
    load.balance();
  }

  /// The books have to balance, or it would fail.
  @Test
  void itsBooksAreKeptAsThoseOfOurOwn() throws Exception {
    for (String kind : new String[] {"pause", "stop"}) {
      Map<String, String> parameters = parameters(Greeter.command(), "200");
      parameters.put("stallKind", kind);
      measure(
          parameters,
          load -> {
            fire(load);
            Map<String, Double> published = OneCell.published();
            assertThat(published)
                .containsEntry("listener.effectiveBacklog", 64.0)
                .containsEntry("ledger.attempted", 200.0)
                .containsEntry("stall.count", 1.0)
                .containsEntry("stall.acceptors", 1.0)
                .containsKey("ListenOverflows");
            assertThat(published.get("server.cpuPerAccept")).isPositive();
            assertThat(
                    published.getOrDefault("ledger.served", 0.0)
                        + published.getOrDefault("ledger.ghost", 0.0))
                .isEqualTo(200);
          });
    }
  }

  @Test
  void aLeakOfDescriptorsIsTold() {
    assertThatThrownBy(
            () ->
                measure(
                    parameters(Greeter.command("leaks"), "0"),
                    load -> {
                      fire(load);
                      fire(load);
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the server leaks descriptors: ");
  }

  /// One at a time: in a burst its own would stand in the queue's line.
  @Test
  void oneThatConnectsSomewhereItselfIsTold() {
    Map<String, String> parameters = parameters(Greeter.command("connects"), "0");
    parameters.put("burst", "1");
    assertThatThrownBy(() -> measure(parameters, CommandCellTest::fire))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(
            "2 connections were opened in this network namespace (ActiveOpens), 1")
        .hasMessageContaining("the command connects somewhere itself");
  }

  @Test
  void oneThatDiesInABurstIsToldWithItsLastLines() {
    assertThatThrownBy(
            () -> measure(parameters(Greeter.command("dies=50"), "0"), CommandCellTest::fire))
        .isInstanceOf(ServerException.class)
        .hasMessageContaining(
            "the command ended with status 7 while it was needed; it wrote last: the last words of"
                + " a server that dies");
  }
}
